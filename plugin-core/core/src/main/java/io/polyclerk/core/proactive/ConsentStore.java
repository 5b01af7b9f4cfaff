package io.polyclerk.core.proactive;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps what shoppers allow, word for word, and which orders a chat follows. Thread-safe; every write is durable when it returns. */
public interface ConsentStore {

    /** What the shopper of a conversation has allowed so far; {@link Consents#NONE} when they were never asked. */
    Consents of(ConversationId conversation);

    /** The shopper is being asked, in these words; they are not asked again. */
    void asked(Said question);

    /** The shopper allows these purposes and none else. Stored once for each message. */
    void allowed(Said said, Set<Purpose> purposes);

    /** The shopper does not want it. Stored once for each message. */
    void refused(Said said);

    /**
     * The shopper wants to hear nothing more. Whatever waits to be sent for the bot's own reasons is taken back in the same
     * transaction. Stored once for each message.
     */
    void stopped(Said said);

    /** How an order was. Stored once for each message. @param sequence of the shopper's message */
    void reviewed(ConversationId conversation, long sequence, int stars, Instant at);

    /** From now on this chat hears of an order that its sender has proven. Said again it changes nothing. */
    void follows(ConversationId conversation, Followed order);

    /**
     * What was said about being written to.
     *
     * @param sequence of the shopper's message
     * @param sender id on the channel
     * @param question the bot's words; null where it has not asked
     * @param answer the shopper's words; null for a question
     */
    record Said(
            ConversationId conversation,
            long sequence,
            String sender,
            String language,
            @Nullable String question,
            @Nullable String answer,
            Instant at) {}

    /**
     * An order that a chat follows.
     *
     * @param sender who has proven it
     * @param seen what had happened when it was last shown, by name
     */
    record Followed(ConnectionId store, String orderId, String number, String sender, Set<String> seen, Instant at) {
        public Followed {
            seen = Set.copyOf(seen);
        }
    }
}
