package io.polyclerk.core.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.spi.message.OutboundMessage;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where messages wait until the platform has taken them. Thread-safe; every write is durable when it returns. */
public interface OutboxStore {

    /** The oldest message of a conversation that is not finished, whether or not its time has come; order is kept this way. */
    Optional<Waiting> next(ConversationId conversation);

    /** Records that a try begins: READY becomes SENDING, attempts grow. Must return before the platform is called. */
    void recordAttempt(long id, Instant at);

    /** The platform took it: SENT. */
    void recordReceipt(long id, String platformMessageId, Instant at);

    /**
     * It did not go out and will be tried again: back to READY.
     *
     * @param mayHaveHappened the platform may have taken it all the same: the message is marked uncertain
     */
    void recordRetry(long id, Instant notBefore, boolean mayHaveHappened, String reason);

    /** It will not go out: FAILED or DEAD. */
    void recordEnd(long id, DeliveryState end, String reason, Instant at);

    /**
     * At start: whatever is SENDING was cut off by a crash. It becomes READY and is marked uncertain.
     *
     * @return how many
     */
    int recoverInterrupted();

    /**
     * A message that waits.
     *
     * @param attempts tries so far
     * @param notBefore null when it may go at once
     * @param uncertain an earlier try may have reached the platform
     */
    record Waiting(
            long id,
            OutboundMessage message,
            int attempts,
            @Nullable Instant notBefore,
            boolean uncertain) {}
}
