package io.polyclerk.server.persistence.orders;

import io.polyclerk.core.action.ActionId;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.LedgerEntry.Progress;
import io.polyclerk.core.action.Outcome;
import io.polyclerk.core.action.Proposal;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.TurnStore.StaleConversation;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.metrics.Events;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.OrderAction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements about the table {@code order_action}, for use inside a unit of work. */
public final class LedgerRows {

    /** Rows for which the bot still has something to do. */
    public static final String OPEN = "(state in ('CONFIRMED', 'ATTEMPTED', 'UNCERTAIN')"
            + " or (state in ('DONE', 'REFUSED', 'REJECTED', 'UNRESOLVED') and (told is null or told <> state)))";

    private static final int LONGEST_LINK = 400;
    private static final int LONGEST_SENDER = 2000;

    private LedgerRows() {}

    /** @throws StaleConversation when the row is not as the turn has read it */
    public static void apply(Session session, LedgerChange change, Instant at) throws SQLException {
        int changed = switch (change) {
            case LedgerChange.Add add -> insert(session, add.entry(), at);
            case LedgerChange.Confirm confirm -> confirm(session, confirm);
            case LedgerChange.Decline decline ->
                session.update("""
                        update order_action set state = 'DECLINED', updated_at = ?, version = version + 1
                        where id = ? and state = 'PROPOSED'""", decline.at(), decline.id().value());
            case LedgerChange.Tell tell ->
                session.update("""
                        update order_action set told = state, updated_at = ?, version = version + 1
                        where id = ? and state = ? and (told is null or told <> state)""", at, tell.id().value(), tell.state().name());
        };
        if (changed != 1) {
            throw new StaleConversation();
        }
    }

    private static int insert(Session session, LedgerEntry entry, Instant at) throws SQLException {
        Proposal proposal = entry.proposal();
        Money amount = proposal.amount();
        int inserted = session.update(
                """
                insert into order_action (id, conversation_id, merchant, sender, language, store, order_id, order_number, revision,
                  kind, content, amount, currency, needs_approval, state, blocked, proposed_at, expires_at, confirmed_at, updated_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                proposal.id().value(),
                proposal.who().conversation().value(),
                proposal.who().merchant(),
                Keys.text(proposal.who().sender(), LONGEST_SENDER),
                proposal.who().language(),
                proposal.store().value(),
                proposal.action().orderId(),
                proposal.orderNumber(),
                proposal.revision(),
                entry.kind().name(),
                Json.write(proposal.action()),
                amount == null ? null : amount.amount().toPlainString(),
                amount == null ? null : amount.currency().getCurrencyCode(),
                proposal.needsApproval(),
                entry.state().name(),
                entry.state().blocksOrder() ? link(proposal) : null,
                proposal.proposedAt(),
                proposal.expiresAt(),
                entry.progress().confirmedAt(),
                at);
        event(session, entry.as(entry.state()), at);
        return inserted;
    }

    private static int confirm(Session session, LedgerChange.Confirm confirm) throws SQLException {
        ActionState next = confirm.needsApproval() ? ActionState.AWAITING_APPROVAL : ActionState.CONFIRMED;
        LedgerEntry entry = session.first(
                        "select * from order_action where id = ?",
                        LedgerRows::read,
                        confirm.id().value())
                .orElseThrow(StaleConversation::new);
        int changed = session.update(
                """
                update order_action set state = ?, blocked = ?, confirmed_at = ?, updated_at = ?, version = version + 1
                where id = ? and state = 'PROPOSED'""",
                next.name(),
                link(entry.proposal()),
                confirm.at(),
                confirm.at(),
                confirm.id().value());
        if (changed == 1) {
            event(session, entry.as(next), confirm.at());
        }
        return changed;
    }

    /** What happened, for numbers; without the order and the shopper. */
    static void event(Session session, LedgerEntry entry, Instant at) throws SQLException {
        Events.insert(
                session,
                at,
                entry.proposal().who().merchant(),
                entry.proposal().who().conversation(),
                "action",
                Map.of(
                        "action", entry.id().value(),
                        "kind", entry.kind().wireName(),
                        "state", entry.state().wireName()));
    }

    static String link(Proposal proposal) {
        String link = proposal.who().merchant() + "/" + proposal.store().value() + "/"
                + proposal.action().orderId();
        return link.length() <= LONGEST_LINK ? link : Keys.of(link);
    }

    public static LedgerEntry read(ResultSet row) throws SQLException {
        String amount = row.getString("amount");
        String outcome = row.getString("outcome");
        Proposal proposal = new Proposal(
                new ActionId(row.getString("id")),
                new Proposal.Who(
                        new ConversationId(row.getString("conversation_id")),
                        row.getString("merchant"),
                        row.getString("sender"),
                        row.getString("language")),
                new ConnectionId(row.getString("store")),
                row.getString("order_number"),
                row.getString("revision"),
                Json.read(row.getString("content"), OrderAction.class),
                amount == null ? null : Money.of(amount, row.getString("currency")),
                row.getBoolean("needs_approval"),
                Session.requiredInstant(row, "proposed_at"),
                Session.requiredInstant(row, "expires_at"));
        return new LedgerEntry(
                proposal,
                ActionState.valueOf(row.getString("state")),
                new Progress(
                        row.getInt("attempts"),
                        Session.instant(row, "confirmed_at"),
                        Session.instant(row, "attempted_at"),
                        Session.instant(row, "due_at"),
                        row.getBoolean("doubtful"),
                        row.getString("reason"),
                        row.getString("decided_by")),
                outcome == null ? null : Json.read(outcome, Outcome.class),
                state(row.getString("told")));
    }

    private static @Nullable ActionState state(@Nullable String name) {
        return name == null ? null : ActionState.valueOf(name);
    }
}
