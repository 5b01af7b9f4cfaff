package io.polyclerk.core.action;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The book of all changes to orders. Rows are added, confirmed and told in the transaction of a turn ({@link LedgerChange}); the steps
 * here are transactions of their own. Of one order at most one row is in a state that blocks it. Thread-safe; every write is durable
 * when it returns.
 */
public interface ActionLedger {

    /** One row as it is now; empty when there was never such a proposal. */
    Optional<LedgerEntry> find(ActionId id);

    /** Rows of a conversation that are underway or not yet told, oldest first. */
    List<LedgerEntry> open(ConversationId conversation);

    /** Rows about an order, newest first, whoever asked for them. */
    List<LedgerEntry> ofOrder(String merchant, ConnectionId store, String orderId);

    /** What was confirmed since a moment, for caps. */
    Usage usage(String merchant, ConversationId conversation, ActionKind kind, Instant since);

    /**
     * Begins a write: the row becomes ATTEMPTED. Must return before the store is called.
     *
     * @param expected the row as it was read; only when it is CONFIRMED or UNCERTAIN and nobody was faster
     * @param leaseUntil until when nobody else touches it
     * @return whether it is ours
     */
    boolean begin(LedgerEntry expected, Instant at, Instant leaseUntil);

    /**
     * Records what became of a write, or of reading back. Does nothing when the row has moved on since.
     *
     * @param expected the row as it was read or begun
     * @return whether it was recorded
     */
    boolean record(LedgerEntry expected, Finding finding);

    /** At start, where no other process can work on the same ledger: attempts that a crash cut off are nobody's any more. */
    int releaseInterrupted(Instant now);

    /**
     * What is known now.
     *
     * @param state CONFIRMED to try again, UNCERTAIN to read back, or an end
     * @param dueAt when the next step is due; null when none is
     */
    record Finding(
            ActionState state,
            @Nullable Outcome outcome,
            @Nullable Instant dueAt,
            boolean doubtful,
            @Nullable String reason,
            Instant at) {}

    /** How much was confirmed. @param merchant in the whole shop @param shopper in this conversation */
    record Usage(int merchant, int shopper) {}
}
