package io.polyclerk.server.api.desk;

import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.Outcome;
import io.polyclerk.server.persistence.orders.ActionDesk.Listed;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.OrderAction;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A change to an order as the ledger has it.
 *
 * @param order number of the order
 * @param action what exactly; of a change of address, the new one
 * @param amount what is at stake
 * @param attempts how often the store was asked to do it
 * @param reason why it was refused or is in doubt
 * @param outcome what the store showed when the order was read back
 * @param told the state that the shopper was told last
 * @param decidedBy token of who approved or rejected it
 */
@Schema(name = "Action")
public record ActionView(
        String id,
        ActionKind kind,
        ActionState state,
        String merchant,
        String conversation,
        String connection,
        String order,
        OrderAction action,
        @Nullable Money amount,
        boolean needsApproval,
        int attempts,
        @Nullable String reason,
        @Nullable Outcome outcome,
        @Nullable ActionState told,
        @Nullable String decidedBy,
        Instant proposedAt,
        Instant expiresAt,
        @Nullable Instant confirmedAt,
        Instant updatedAt,
        long version) {

    static ActionView of(Listed listed) {
        LedgerEntry entry = listed.entry();
        var proposal = entry.proposal();
        return new ActionView(
                entry.id().value(),
                entry.kind(),
                entry.state(),
                proposal.who().merchant(),
                proposal.who().conversation().value(),
                proposal.store().value(),
                proposal.orderNumber(),
                proposal.action(),
                proposal.amount(),
                proposal.needsApproval(),
                entry.progress().attempts(),
                entry.progress().reason(),
                entry.outcome(),
                entry.told(),
                entry.progress().decidedBy(),
                proposal.proposedAt(),
                proposal.expiresAt(),
                entry.progress().confirmedAt(),
                listed.updatedAt(),
                listed.version());
    }
}
