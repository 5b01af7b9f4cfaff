package io.polyclerk.server.persistence.orders;

import io.polyclerk.core.action.ActionId;
import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.ActionLedger;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.Outcome;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the ledger. Each step names the state and the number of attempts it was decided on, so of two workers one is refused. */
public final class SqlActionLedger implements ActionLedger {

    private static final int LONGEST_REASON = 1000;

    private final Database database;

    public SqlActionLedger(Database database) {
        this.database = database;
    }

    @Override
    public Optional<LedgerEntry> find(ActionId id) {
        return database.read(session ->
                session.first("select * from order_action where id = ?", LedgerRows::read, Keys.text(id.value(), 64)));
    }

    @Override
    public List<LedgerEntry> open(ConversationId conversation) {
        return database.read(session -> session.all(
                "select * from order_action where conversation_id = ? and " + LedgerRows.OPEN
                        + " order by proposed_at, id",
                LedgerRows::read,
                conversation.value()));
    }

    @Override
    public List<LedgerEntry> ofOrder(String merchant, ConnectionId store, String orderId) {
        return database.read(session -> session.all("""
                select * from order_action where merchant = ? and store = ? and order_id = ?
                order by proposed_at desc, id fetch first 100 rows only""", LedgerRows::read, merchant, store.value(), orderId));
    }

    @Override
    public Usage usage(String merchant, ConversationId conversation, ActionKind kind, Instant since) {
        return database.read(session -> session.first(
                        """
                        select count(*) as all_rows, sum(case when conversation_id = ? then 1 else 0 end) as own_rows
                        from order_action where merchant = ? and kind = ? and confirmed_at >= ? and state not in ('REFUSED', 'REJECTED')""",
                        row -> new Usage(row.getInt("all_rows"), row.getInt("own_rows")),
                        conversation.value(),
                        merchant,
                        kind.name(),
                        since)
                .orElse(new Usage(0, 0)));
    }

    @Override
    public boolean begin(LedgerEntry expected, Instant at, Instant leaseUntil) {
        return database.write(session -> session.update(
                        """
                        update order_action set state = 'ATTEMPTED', attempts = attempts + 1, attempted_at = ?, due_at = ?,
                          updated_at = ?, version = version + 1
                        where id = ? and state = ? and attempts = ? and state in ('CONFIRMED', 'UNCERTAIN')""",
                        at,
                        leaseUntil,
                        at,
                        expected.id().value(),
                        expected.state().name(),
                        expected.progress().attempts()))
                == 1;
    }

    @Override
    public boolean record(LedgerEntry expected, Finding finding) {
        return database.write(session -> {
            Outcome outcome = finding.outcome();
            int changed = session.update(
                    """
                    update order_action set state = ?, outcome = ?, due_at = ?, doubtful = ?, reason = ?, updated_at = ?,
                      blocked = case when ? then blocked else null end, version = version + 1
                    where id = ? and state = ? and attempts = ?""",
                    finding.state().name(),
                    outcome == null ? null : Json.write(outcome),
                    finding.dueAt(),
                    finding.doubtful(),
                    reason(finding.reason()),
                    finding.at(),
                    finding.state().blocksOrder(),
                    expected.id().value(),
                    expected.state().name(),
                    expected.progress().attempts());
            if (changed == 1 && finding.state() != expected.state()) {
                LedgerRows.event(session, expected.as(finding.state()), finding.at());
            }
            return changed == 1;
        });
    }

    private static @Nullable String reason(@Nullable String reason) {
        return Keys.nullableText(reason, LONGEST_REASON);
    }

    @Override
    public int releaseInterrupted(Instant now) {
        return database.write(session -> session.update(
                "update order_action set due_at = ?, version = version + 1 where state = ?",
                now,
                ActionState.ATTEMPTED.name()));
    }
}
