package io.polyclerk.server.persistence.archive;

import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.Proposal;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.archive.ArchiveLine.ActionLine;
import io.polyclerk.server.persistence.orders.LedgerRows;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.OrderAction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ledger of changes to orders when it leaves, when it comes in, and when the person behind it is to be forgotten. */
final class ArchiveActions {

    private static final Pattern CODE = Pattern.compile("[a-z_]{1,40}");
    private static final Address NOWHERE = new Address(null, null, null, null, null, null, null, null);
    private static final String ELSEWHERE = "it had not been finished when it was exported";

    private ArchiveActions() {}

    static ActionLine line(ResultSet row) throws SQLException {
        LedgerEntry entry = LedgerRows.read(row);
        Proposal proposal = entry.proposal();
        return new ActionLine(
                entry.id().value(),
                proposal.who().conversation().value(),
                proposal.who().merchant(),
                proposal.who().sender(),
                proposal.who().language(),
                proposal.store().value(),
                proposal.orderNumber(),
                proposal.revision(),
                proposal.action(),
                proposal.amount(),
                proposal.needsApproval(),
                entry.state(),
                entry.progress().attempts(),
                entry.progress().reason(),
                entry.outcome(),
                entry.progress().decidedBy(),
                proposal.proposedAt(),
                proposal.expiresAt(),
                entry.progress().confirmedAt(),
                entry.progress().attemptedAt(),
                Session.requiredInstant(row, "updated_at"));
    }

    /** Nothing is carried out, told or decided here: what was open elsewhere is left to a human. */
    static int store(Session session, ActionLine line) throws SQLException {
        ActionState state = arrived(line.state());
        Money amount = line.amount();
        return session.update(
                """
                insert into order_action (id, conversation_id, merchant, sender, language, store, order_id, order_number, revision,
                  kind, content, amount, currency, needs_approval, state, attempts, reason, outcome, told, decided_by, proposed_at,
                  expires_at, confirmed_at, attempted_at, updated_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                line.id(),
                line.conversation(),
                line.merchant(),
                line.sender(),
                line.language(),
                line.store(),
                line.action().orderId(),
                line.orderNumber(),
                line.revision(),
                io.polyclerk.core.action.ActionKind.of(line.action()).name(),
                Json.write(line.action()),
                amount == null ? null : amount.amount().toPlainString(),
                amount == null ? null : amount.currency().getCurrencyCode(),
                line.needsApproval(),
                state.name(),
                line.attempts(),
                state == line.state() ? line.reason() : ELSEWHERE,
                line.outcome() == null ? null : Json.write(line.outcome()),
                state.name(),
                line.decidedBy(),
                line.proposedAt(),
                line.expiresAt(),
                line.confirmedAt(),
                line.attemptedAt(),
                line.updatedAt());
    }

    private static ActionState arrived(ActionState state) {
        return switch (state) {
            case PROPOSED -> ActionState.DECLINED;
            case AWAITING_APPROVAL, CONFIRMED, ATTEMPTED, UNCERTAIN -> ActionState.UNRESOLVED;
            case DONE, REFUSED, DECLINED, REJECTED, UNRESOLVED -> state;
        };
    }

    /**
     * Keeps what was done to an order, which the merchant has to account for, and forgets who asked for it and in which words. What was
     * only proposed is declined. What is under way is finished as it was agreed; it keeps what the store needs for that.
     */
    static void forgetPerson(Session session, String conversation) throws SQLException {
        session.update("""
                update order_action set state = 'DECLINED', version = version + 1
                where conversation_id = ? and state = 'PROPOSED'""", conversation);
        record Row(String id, String content, boolean underWay) {}
        List<Row> rows = session.all(
                "select id, content, state from order_action where conversation_id = ?",
                row -> new Row(
                        row.getString("id"),
                        row.getString("content"),
                        ActionState.valueOf(row.getString("state")).blocksOrder()),
                conversation);
        for (Row row : rows) {
            String content = row.underWay()
                    ? row.content()
                    : Json.write(withoutPerson(Json.read(row.content(), OrderAction.class)));
            session.update(
                    "update order_action set sender = 'erased', content = ?, told = state, version = version + 1 where id = ?",
                    content,
                    row.id());
        }
    }

    private static OrderAction withoutPerson(OrderAction action) {
        return switch (action) {
            case OrderAction.Cancel cancel -> new OrderAction.Cancel(cancel.orderId(), code(cancel.reason()));
            case OrderAction.RefundMoney refund ->
                new OrderAction.RefundMoney(refund.orderId(), refund.lines(), refund.amount(), code(refund.reason()));
            case OrderAction.RequestReturn request ->
                new OrderAction.RequestReturn(request.orderId(), request.lines(), code(request.reason()), null);
            case OrderAction.ChangeAddress change -> new OrderAction.ChangeAddress(change.orderId(), NOWHERE);
            case OrderAction.AddNote note -> new OrderAction.AddNote(note.orderId(), "", note.visibleToCustomer());
        };
    }

    /** A reason that was picked says nothing of the person; one that was written may. */
    private static String code(@Nullable String reason) {
        return reason != null && CODE.matcher(reason).matches() ? reason : "";
    }
}
