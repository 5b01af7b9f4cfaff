package io.polyclerk.core.skill;

import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.Proposal;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Intent;

/** Work that a change to an order leaves for humans. Says what and where to look, and nothing of the shopper. */
public final class ActionTickets {

    private ActionTickets() {}

    /** Somebody has to agree. */
    public static TicketDraft approval(LedgerEntry entry) {
        return draft(entry, "To approve or reject: ");
    }

    /** Somebody has to look what became of it. */
    public static TicketDraft trouble(LedgerEntry entry) {
        return draft(entry, "To look after, state " + entry.state().wireName() + ": ");
    }

    private static TicketDraft draft(LedgerEntry entry, String what) {
        Proposal proposal = entry.proposal();
        Intent intent = switch (entry.kind()) {
            case CANCEL -> Intent.CANCEL_ORDER;
            case RETURN -> Intent.RETURN_ITEM;
            case CHANGE_ADDRESS -> Intent.CHANGE_ADDRESS;
            case REFUND -> Intent.REFUND_STATUS;
        };
        return new TicketDraft(
                intent.wireName(),
                what + entry.kind().wireName() + " of order " + proposal.orderNumber() + " (action " + proposal.id()
                        + ")",
                proposal.orderNumber(),
                proposal.who().language(),
                true);
    }
}
