package io.polyclerk.core.skill;

import io.polyclerk.core.action.ActionLedger;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.spi.AdapterException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Knows whether an order may be changed again. Tells nothing else of it, so its number needs no proof. Thread-safe. */
public final class OrderStanding {

    private static final System.Logger LOGGER = System.getLogger(OrderStanding.class.getName());

    private static final Set<ActionState> ENDS =
            EnumSet.of(ActionState.DONE, ActionState.REFUSED, ActionState.REJECTED);

    private final ActionLedger ledger;

    OrderStanding(ActionLedger ledger) {
        this.ledger = ledger;
    }

    /** Whether a change is under way, whoever asked for it, or the store that knows is away. */
    public boolean isBlocked(Turn turn, String number) {
        try {
            return rows(turn, number).stream().anyMatch(row -> row.state().blocksOrder());
        } catch (AdapterException away) {
            LOGGER.log(System.Logger.Level.DEBUG, "what waits goes on waiting: {0}", away.getMessage());
            return true;
        }
    }

    /** Whether what this sender has agreed to in this conversation has come to its end, and nothing else is under way. */
    public boolean isSettled(Turn turn, String number) {
        try {
            List<LedgerEntry> rows = rows(turn, number);
            return rows.stream().noneMatch(row -> row.state().blocksOrder())
                    && rows.stream().anyMatch(row -> ENDS.contains(row.state()) && isOwn(turn, row));
        } catch (AdapterException away) {
            LOGGER.log(System.Logger.Level.DEBUG, "what waits goes on waiting: {0}", away.getMessage());
            return false;
        }
    }

    private List<LedgerEntry> rows(Turn turn, String number) {
        return OrderLookup.find(turn, number)
                .map(found -> ledger.ofOrder(
                        turn.conversation().merchant(),
                        found.store().id(),
                        found.order().id()))
                .orElse(List.of());
    }

    private static boolean isOwn(Turn turn, LedgerEntry row) {
        return row.proposal().who().conversation().equals(turn.conversation().id())
                && row.proposal().who().sender().equals(turn.sender().id());
    }
}
