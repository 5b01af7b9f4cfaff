package io.polyclerk.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a platform allows the bot to say, as data that core obeys. An adapter never counts.
 *
 * @param replyWindow time after a shopper's message in which free replies are allowed; null when unlimited
 * @param messagesPerWindow free replies to one shopper's message; null when unlimited
 * @param spacing shortest time between two messages to one chat
 * @param messagesPerSecond over all chats of the connection; 0 when unlimited
 * @param billed whether each message costs the merchant money
 */
@Incubating
public record ReplyLaw(
        @Nullable Duration replyWindow,
        @Nullable Integer messagesPerWindow,
        Duration spacing,
        int messagesPerSecond,
        boolean billed) {

    /** A channel without any limit, such as our own web chat. */
    public static final ReplyLaw UNLIMITED = new ReplyLaw(null, null, Duration.ZERO, 0, false);
}
