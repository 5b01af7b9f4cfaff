package io.polyclerk.core.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.spi.MessageTemplates.Template;
import io.polyclerk.spi.message.OutboundMessage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where messages wait until the platform has taken them. Thread-safe; every write is durable when it returns. */
public interface OutboxStore {

    /** The oldest message of a conversation that is not finished, whether or not its time has come; order is kept this way. */
    Optional<Waiting> next(ConversationId conversation);

    /**
     * Records that a try begins: READY becomes SENDING, attempts grow. Must return before the platform is called. A message of the bot
     * in a conversation that a human holds becomes WITHDRAWN instead.
     */
    Attempt recordAttempt(long id, Instant at);

    /** It has to wait. @param taken whether that moment in the connection's rate was taken for it */
    void recordWait(long id, Instant until, boolean taken);

    /**
     * The law does not allow it now: HELD, with the reason.
     *
     * @param invitation approved words that ask the shopper to write; said in its place, once until the shopper writes. Null for none
     */
    void recordHeld(long id, String reason, @Nullable Template invitation, Instant at);

    /** The platform took it: SENT. */
    void recordReceipt(long id, String platformMessageId, Instant at);

    /**
     * It did not go out and will be tried again: back to READY.
     *
     * @param mayHaveHappened the platform may have taken it all the same: the message is marked uncertain
     */
    void recordRetry(long id, Instant notBefore, boolean mayHaveHappened, String reason);

    /** The platform asked for a pause and has not looked at it: back to READY, and the try does not count. */
    void recordLimited(long id, Instant notBefore, String reason);

    /** It will not go out: FAILED, DEAD, or WITHDRAWN for what may only be said in its moment. */
    void recordEnd(long id, DeliveryState end, String reason, Instant at);

    /**
     * At start: whatever is SENDING was cut off by a crash. It becomes READY and is marked uncertain.
     *
     * @param begunBefore what other nodes send at this moment began after it
     * @return how many
     */
    int recoverInterrupted(Instant begunBefore);

    /**
     * A message that waits.
     *
     * @param attempts tries so far
     * @param notBefore null when it may go at once
     * @param uncertain an earlier try may have reached the platform
     * @param fromHuman whether an agent says it
     * @param slot moment that was taken for it in the connection's rate; null when none was
     * @param template by which it is said; null for free words
     * @param language of the conversation; null when unknown
     * @param unasked the bot writes first: it is said now or not at all, and asks nobody to write
     */
    record Waiting(
            long id,
            OutboundMessage message,
            int attempts,
            @Nullable Instant notBefore,
            boolean uncertain,
            boolean fromHuman,
            @Nullable Instant slot,
            @Nullable SavedTemplate template,
            @Nullable String language,
            boolean unasked) {

        /** A message that answers somebody. */
        public Waiting(
                long id,
                OutboundMessage message,
                int attempts,
                @Nullable Instant notBefore,
                boolean uncertain,
                boolean fromHuman,
                @Nullable Instant slot,
                @Nullable SavedTemplate template,
                @Nullable String language) {
            this(id, message, attempts, notBefore, uncertain, fromHuman, slot, template, language, false);
        }

        /** A message of the bot in free words. */
        public Waiting(long id, OutboundMessage message, int attempts, @Nullable Instant notBefore, boolean uncertain) {
            this(id, message, attempts, notBefore, uncertain, false, null, null, null);
        }
    }

    /** Which template is said. @param language the platform's tag @param parameters that fill its places */
    record SavedTemplate(String name, String language, List<String> parameters) {
        public SavedTemplate {
            // What an earlier version stored has none.
            parameters = List.copyOf(Objects.requireNonNullElse(parameters, List.of()));
        }

        public SavedTemplate(String name, String language) {
            this(name, language, List.of());
        }
    }
}
