package io.polyclerk.spi;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Optional extra of an {@link Adapter}: what has to stand on the platform's side (webhook, commands, menu, templates) can be compared
 * with what the manifest wants, and brought in line.
 */
@Incubating
public interface PlatformSetUp {

    /**
     * Asks the platform what stands there; changes nothing.
     *
     * @param webhook where webhooks should go
     * @throws AdapterException sorted by what has to happen next
     */
    List<Item> compare(URI webhook);

    /** Changes what is missing or different, and only that: harmless when repeated. @return how it stands afterwards */
    List<Item> apply(URI webhook);

    /**
     * One thing on the platform's side.
     *
     * @param kind such as {@code webhook}, {@code commands}, {@code menu} or {@code template}
     * @param name tells those of one kind apart
     * @param next what a person has to do, in words; null when nothing
     */
    record Item(
            String kind, String name, State state, @Nullable String next) {}

    /** How the platform's side stands to the manifest. */
    enum State {
        IN_PLACE,
        MISSING,
        DIFFERENT,
        /** The platform looks it through. */
        IN_REVIEW,
        /** Only a person can do it, in the platform's console. */
        BY_HAND
    }
}
