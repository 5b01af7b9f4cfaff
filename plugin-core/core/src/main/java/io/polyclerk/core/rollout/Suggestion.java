package io.polyclerk.core.rollout;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.spi.message.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bot would say, for a human to send.
 *
 * @param replies one message each, fitted to the channel
 * @param memory what the bot remembers once they are sent
 * @param interpretation what the shopper was taken to mean
 */
public record Suggestion(
        List<Content> replies, Memory memory, @Nullable Interpretation interpretation) {
    public Suggestion {
        replies = List.copyOf(replies);
    }
}
