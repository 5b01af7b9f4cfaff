package io.polyclerk.server.setup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a merchant has come with setting the shop up.
 *
 * @param store connection that the bot reads orders from; null when none is chosen
 * @param channel connection that shoppers write on; null when none is chosen
 * @param languages BCP 47 tags that are switched on; none means all that are installed
 * @param languagesChosen whether somebody has looked at them
 * @param tried whether a live answer was seen
 */
public record Setup(
        @Nullable String store,
        @Nullable String channel,
        List<String> languages,
        boolean languagesChosen,
        boolean tried) {

    /** Nothing was chosen yet. */
    public static final Setup NONE = new Setup(null, null, List.of(), false, false);

    public Setup {
        languages = List.copyOf(languages);
    }
}
