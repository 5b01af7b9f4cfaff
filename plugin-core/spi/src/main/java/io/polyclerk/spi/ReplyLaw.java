package io.polyclerk.spi;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a platform allows the bot to say, as data that core obeys. An adapter never counts.
 *
 * @param replyWindow time after a shopper's message in which free replies are allowed; null when unlimited
 * @param messagesPerWindow free replies to one shopper's message; null when unlimited
 * @param spacing shortest time between two messages to one chat, on average over {@code burst} of them
 * @param messagesPerSecond over all chats of the connection; 0 when unlimited
 * @param billed whether each message costs the merchant money
 * @param burst messages to one chat that may follow each other at once; the time of their spacing has to pass after them. 1 for none
 * @param openings smaller windows that other events than a message open, by a name that the adapter gives with the event
 */
@Incubating
public record ReplyLaw(
        @Nullable Duration replyWindow,
        @Nullable Integer messagesPerWindow,
        Duration spacing,
        int messagesPerSecond,
        boolean billed,
        int burst,
        Map<String, Opening> openings) {

    /** A channel without any limit, such as our own web chat. */
    public static final ReplyLaw UNLIMITED = new ReplyLaw(null, null, Duration.ZERO, 0, false);

    /** Stands for the window of an event that allows no reply of its own, such as an edit. */
    public static final String NOTHING = "nothing";

    /** A window that something else than a message opens. @param messages how many may be said in it */
    public record Opening(Duration window, int messages) {}

    public ReplyLaw {
        openings = Map.copyOf(openings);
    }

    public ReplyLaw(
            @Nullable Duration replyWindow,
            @Nullable Integer messagesPerWindow,
            Duration spacing,
            int messagesPerSecond,
            boolean billed) {
        this(replyWindow, messagesPerWindow, spacing, messagesPerSecond, billed, 1, Map.of());
    }
}
