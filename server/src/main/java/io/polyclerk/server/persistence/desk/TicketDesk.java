package io.polyclerk.server.persistence.desk;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Ticket;
import io.polyclerk.server.persistence.conversations.TicketState;
import io.polyclerk.server.persistence.metrics.Events;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What agents do with tickets. Thread-safe. */
public final class TicketDesk {

    private static final int LONGEST_NOTE = 4000;

    private final Database database;

    public TicketDesk(Database database) {
        this.database = database;
    }

    /**
     * What is wanted; null leaves a field as it is.
     *
     * @param actor id of the agent's token
     * @param version what the agent has seen; null when it does not matter
     */
    public record Change(
            long ticket,
            String actor,
            @Nullable TicketState state,
            @Nullable Boolean urgent,
            @Nullable String note,
            @Nullable Hands hands,
            @Nullable Long version,
            Instant at) {

        public Change(
                long ticket,
                String actor,
                @Nullable TicketState state,
                @Nullable Boolean urgent,
                @Nullable String note,
                @Nullable Long version,
                Instant at) {
            this(ticket, actor, state, urgent, note, null, version, at);
        }
    }

    /**
     * Who is to do it, and by when; null leaves a field as it is.
     *
     * @param assignee id of an agent's token; empty for nobody
     * @param priority 1 first to 4 last
     */
    public record Hands(
            @Nullable String assignee,
            @Nullable Integer priority,
            @Nullable Instant dueAt) {}

    /** What became of a change. @param ticket as it is now; empty when there is no such ticket */
    public record Changed(Optional<Ticket> ticket, boolean stale) {}

    public Changed change(Change change) {
        return database.write(session -> {
            Optional<Ticket> found = find(session, change.ticket());
            if (found.isEmpty()) {
                return new Changed(found, false);
            }
            Ticket ticket = found.get();
            if (change.version() != null && change.version() != ticket.version()) {
                return new Changed(found, true);
            }
            boolean stale = !store(session, ticket, change);
            return new Changed(find(session, change.ticket()), stale);
        });
    }

    private static Optional<Ticket> find(Session session, long id) throws SQLException {
        return session.first("select * from ticket where id = ?", ConversationArchive::ticket, id);
    }

    private static boolean store(Session session, Ticket ticket, Change change) throws SQLException {
        TicketState state = change.state() == null ? ticket.state() : change.state();
        boolean urgent = change.urgent() == null ? ticket.urgent() : change.urgent();
        String note = change.note() == null ? ticket.note() : Keys.text(change.note(), LONGEST_NOTE);
        boolean moved = state != ticket.state();
        Instant closedAt = state != TicketState.CLOSED ? null : moved ? change.at() : ticket.closedAt();
        int changed =
                session.update("""
                update ticket set state = ?, urgent = ?, note = ?, closed_at = ?, updated_at = ?, version = version + 1
                where id = ? and version = ?""", state.name(), urgent, note, closedAt, change.at(), ticket.id(), ticket.version());
        if (changed == 0) {
            return false;
        }
        storeHands(session, ticket.id(), change.hands());
        TicketRows.history(session, ticket.id(), change.at(), change.actor(), fields(change));
        AuditLog.insert(session, change.at(), change.actor(), "ticket", "ticket " + ticket.id(), details(change));
        boolean closing = state == TicketState.CLOSED;
        TicketRows.tell(
                session,
                moved && closing ? "ticket.closed" : "ticket.changed",
                ticket.merchant(),
                ticket.id(),
                ticket.kind(),
                state.name().toLowerCase(Locale.ROOT),
                change.at());
        if (moved && (closing || ticket.state() == TicketState.CLOSED)) {
            Events.insert(
                    session,
                    change.at(),
                    ticket.merchant(),
                    new ConversationId(ticket.conversation()),
                    closing ? Events.TICKET_CLOSED : Events.TICKET_OPENED,
                    Map.of("ticket", ticket.id(), "kind", ticket.kind()));
        }
        return true;
    }

    private static void storeHands(Session session, long ticket, @Nullable Hands hands) throws SQLException {
        if (hands == null) {
            return;
        }
        if (hands.assignee() != null) {
            session.update(
                    "update ticket set assignee = ? where id = ?",
                    hands.assignee().isEmpty() ? null : hands.assignee(),
                    ticket);
        }
        if (hands.priority() != null) {
            session.update("update ticket set priority = ? where id = ?", hands.priority(), ticket);
        }
        if (hands.dueAt() != null) {
            session.update("update ticket set due_at = ? where id = ?", hands.dueAt(), ticket);
        }
    }

    /** Which fields were set, without the agent's words. */
    private static Map<String, ?> details(Change change) {
        return Map.of("set", fields(change));
    }

    private static List<String> fields(Change change) {
        List<String> fields = new ArrayList<>();
        if (change.state() != null) {
            fields.add("state=" + change.state());
        }
        if (change.urgent() != null) {
            fields.add("urgent=" + change.urgent());
        }
        if (change.note() != null) {
            fields.add("note");
        }
        Hands hands = change.hands();
        if (hands != null && hands.assignee() != null) {
            fields.add("assignee");
        }
        if (hands != null && hands.priority() != null) {
            fields.add("priority=" + hands.priority());
        }
        if (hands != null && hands.dueAt() != null) {
            fields.add("due");
        }
        return fields;
    }
}
