package io.polyclerk.server.persistence.orders;

import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.metrics.Events;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ledger as the merchant's people see it, and what they decide. Thread-safe. */
public final class ActionDesk {

    private final Database database;

    public ActionDesk(Database database) {
        this.database = database;
    }

    /** A row and when it changed last. */
    public record Listed(LedgerEntry entry, long version, Instant updatedAt) {}

    /** What is asked for; null means any. @param before only rows proposed before this moment */
    public record Filter(
            @Nullable String merchant,
            @Nullable ActionState state,
            @Nullable ActionKind kind,
            @Nullable String conversation,
            @Nullable Instant before,
            int limit) {}

    /** What became of a decision. */
    public enum Decided {
        DONE,
        /** The same was decided before. */
        REPEATED,
        MISSING,
        /** There is nothing to decide any more, or it was decided otherwise. */
        OUT_OF_PLACE
    }

    /** Rows, newest first. */
    public List<Listed> list(Filter filter) {
        StringBuilder sql = new StringBuilder("select * from order_action where 1 = 1");
        List<Object> parameters = new ArrayList<>();
        ConversationArchive.and(sql, parameters, " and merchant = ?", filter.merchant());
        ConversationArchive.and(
                sql,
                parameters,
                " and state = ?",
                filter.state() == null ? null : filter.state().name());
        ConversationArchive.and(
                sql,
                parameters,
                " and kind = ?",
                filter.kind() == null ? null : filter.kind().name());
        ConversationArchive.and(sql, parameters, " and conversation_id = ?", filter.conversation());
        ConversationArchive.and(sql, parameters, " and proposed_at < ?", filter.before());
        sql.append(" order by proposed_at desc, id fetch first ")
                .append(filter.limit())
                .append(" rows only");
        return database.read(session -> session.all(sql.toString(), ActionDesk::listed, parameters.toArray()));
    }

    public Optional<Listed> find(String id) {
        return database.read(session ->
                session.first("select * from order_action where id = ?", ActionDesk::listed, Keys.text(id, 64)));
    }

    /**
     * Agrees: what waits for approval is carried out, and what nobody could find out is read back once more.
     *
     * @param actor id of the token
     */
    public Decided approve(String id, String actor, Instant now) {
        return decide(id, actor, "approve", now, session -> session.update("""
                update order_action set decided_by = ?, updated_at = ?, version = version + 1, due_at = null, told = null,
                  state = case when state = 'AWAITING_APPROVAL' then 'CONFIRMED' else 'UNCERTAIN' end
                where id = ? and state in ('AWAITING_APPROVAL', 'UNRESOLVED')""", actor, now, id));
    }

    /** Says no, or that what nobody could find out has not happened. Nothing is done to the order. */
    public Decided reject(String id, String actor, Instant now) {
        return decide(id, actor, "reject", now, session -> session.update("""
                update order_action set decided_by = ?, updated_at = ?, version = version + 1, state = 'REJECTED', blocked = null
                where id = ? and state in ('AWAITING_APPROVAL', 'UNRESOLVED')""", actor, now, id));
    }

    private Decided decide(String id, String actor, String deed, Instant now, Database.Work<Integer> change) {
        return database.write(session -> {
            Optional<LedgerEntry> found =
                    session.first("select * from order_action where id = ?", LedgerRows::read, Keys.text(id, 64));
            if (found.isEmpty()) {
                return Decided.MISSING;
            }
            if (change.run(session) == 0) {
                return isDecided(session, id, actor, deed) ? Decided.REPEATED : Decided.OUT_OF_PLACE;
            }
            LedgerEntry after = session.first("select * from order_action where id = ?", LedgerRows::read, id)
                    .orElseThrow();
            LedgerRows.event(session, after, now);
            AuditLog.insert(
                    session,
                    now,
                    actor,
                    deed,
                    "action " + id,
                    Map.of(
                            "kind",
                            after.kind().wireName(),
                            "from",
                            found.get().state().wireName()));
            closeTicket(session, after, now);
            return Decided.DONE;
        });
    }

    private static boolean isDecided(Session session, String id, String actor, String deed) throws SQLException {
        return session.first(
                        "select id from audit where actor = ? and action = ? and subject = ?",
                        row -> row.getLong(1),
                        actor,
                        deed,
                        "action " + id)
                .isPresent();
    }

    /** The ticket that asked for the decision has been served. */
    private static void closeTicket(Session session, LedgerEntry entry, Instant now) throws SQLException {
        List<Long> tickets = session.all(
                """
                select id from ticket where conversation_id = ? and state = 'OPEN' and summary like ? escape '!'""",
                row -> row.getLong(1),
                entry.proposal().who().conversation().value(),
                "%(action " + entry.id().value().replace("_", "!_") + ")%");
        for (long ticket : tickets) {
            session.update(
                    "update ticket set state = 'CLOSED', closed_at = ?, updated_at = ?, version = version + 1 where id = ?",
                    now,
                    now,
                    ticket);
            Events.insert(
                    session,
                    now,
                    entry.proposal().who().merchant(),
                    entry.proposal().who().conversation(),
                    Events.TICKET_CLOSED,
                    Map.of("ticket", ticket, "kind", entry.kind().wireName()));
        }
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(LedgerRows.read(row), row.getLong("version"), Session.requiredInstant(row, "updated_at"));
    }
}
