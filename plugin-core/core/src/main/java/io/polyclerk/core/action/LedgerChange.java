package io.polyclerk.core.action;

import java.time.Instant;

/** What a turn does to the ledger, stored in the transaction of the turn or not at all. */
public sealed interface LedgerChange {

    /** A new row. */
    record Add(LedgerEntry entry) implements LedgerChange {}

    /** The shopper said yes: PROPOSED becomes CONFIRMED, or AWAITING_APPROVAL. Refused when the row is not PROPOSED any more. */
    record Confirm(ActionId id, boolean needsApproval, Instant at) implements LedgerChange {}

    /** The shopper said no. Refused when the row is not PROPOSED any more. */
    record Decline(ActionId id, Instant at) implements LedgerChange {}

    /** The shopper is told this state. Refused when it was told before or is not the state any more. */
    record Tell(ActionId id, ActionState state) implements LedgerChange {}
}
