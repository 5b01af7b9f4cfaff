package io.polyclerk.server.persistence.conversations;

import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.spi.message.Content;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads conversations and tickets for those who look at them. Thread-safe. */
public final class ConversationArchive {

    private final Database database;

    public ConversationArchive(Database database) {
        this.database = database;
    }

    /**
     * A conversation without its messages.
     *
     * @param chatId the platform's id of the chat
     * @param agent token of the agent who holds it; null when nobody of the desk does
     */
    public record Summary(
            String id,
            String connection,
            String chatId,
            String merchant,
            Holder holder,
            @Nullable String agent,
            @Nullable String language,
            long version,
            Instant createdAt,
            Instant updatedAt) {}

    /**
     * A message as it is kept.
     *
     * @param interpretation what an inbound message was taken to mean; null when nobody looked yet
     * @param state null for inbound messages
     * @param uncertain whether it may have reached the shopper twice
     */
    public record Line(
            long sequence,
            Author author,
            @Nullable String agent,
            List<Content> contents,
            Instant at,
            boolean deleted,
            boolean answered,
            @Nullable Interpretation interpretation,
            @Nullable DeliveryState state,
            int attempts,
            boolean uncertain,
            @Nullable String reason) {}

    /** Work for a human. */
    public record Ticket(
            long id,
            String conversation,
            String merchant,
            String kind,
            String summary,
            @Nullable String orderNumber,
            String language,
            boolean urgent,
            TicketState state,
            @Nullable String note,
            long version,
            Instant createdAt,
            @Nullable Instant updatedAt,
            @Nullable Instant closedAt,
            int priority,
            @Nullable String assignee,
            @Nullable Instant dueAt) {}

    public Optional<Summary> conversation(String id) {
        return database.read(
                session -> session.first("select * from conversation where id = ?", ConversationArchive::summary, id));
    }

    /** The messages of a conversation in order. */
    public List<Line> messages(String conversation) {
        return database.read(session -> session.all(
                "select * from message where conversation_id = ? order by id",
                ConversationArchive::line,
                conversation));
    }

    /** The order number that was named last in a conversation. */
    public Optional<String> orderNumberOf(String conversation) {
        return database.read(session -> session.first(
                        "select memory from conversation where id = ?",
                        row -> Json.read(row.getString("memory"), Memory.class),
                        conversation))
                .flatMap(memory -> Optional.ofNullable(memory.orderNumber()));
    }

    /** One message of a conversation. */
    public Optional<Line> message(String conversation, long sequence) {
        return database.read(session -> session.first(
                "select * from message where conversation_id = ? and id = ?",
                ConversationArchive::line,
                conversation,
                sequence));
    }

    /**
     * What tickets are asked for; null means any.
     *
     * @param assignee id of who has it in hand; empty for nobody
     * @param before only what is older than this id
     */
    public record TicketFilter(
            @Nullable String merchant,
            @Nullable String conversation,
            @Nullable TicketState state,
            @Nullable Boolean urgent,
            @Nullable String assignee,
            @Nullable Long before,
            int limit) {

        public TicketFilter(
                @Nullable String merchant,
                @Nullable String conversation,
                @Nullable TicketState state,
                @Nullable Boolean urgent,
                @Nullable Long before,
                int limit) {
            this(merchant, conversation, state, urgent, null, before, limit);
        }
    }

    /** Tickets, newest first. */
    public List<Ticket> tickets(TicketFilter filter) {
        StringBuilder sql = new StringBuilder("select * from ticket where 1 = 1");
        List<Object> parameters = new ArrayList<>();
        and(sql, parameters, " and merchant = ?", filter.merchant());
        and(sql, parameters, " and conversation_id = ?", filter.conversation());
        and(
                sql,
                parameters,
                " and state = ?",
                filter.state() == null ? null : filter.state().name());
        and(sql, parameters, " and urgent = ?", filter.urgent());
        if ("".equals(filter.assignee())) {
            sql.append(" and assignee is null");
        } else {
            and(sql, parameters, " and assignee = ?", filter.assignee());
        }
        and(sql, parameters, " and id < ?", filter.before());
        sql.append(" order by id desc fetch first ").append(filter.limit()).append(" rows only");
        return database.read(session -> session.all(sql.toString(), ConversationArchive::ticket, parameters.toArray()));
    }

    public Optional<Ticket> ticket(long id) {
        return database.read(
                session -> session.first("select * from ticket where id = ?", ConversationArchive::ticket, id));
    }

    public static void and(StringBuilder sql, List<Object> parameters, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            parameters.add(value);
        }
    }

    static Summary summary(ResultSet row) throws SQLException {
        return new Summary(
                row.getString("id"),
                row.getString("connection_id"),
                row.getString("chat_id"),
                row.getString("merchant"),
                Holder.valueOf(row.getString("holder")),
                row.getString("agent"),
                row.getString("language"),
                row.getLong("version"),
                Session.requiredInstant(row, "created_at"),
                Session.requiredInstant(row, "updated_at"));
    }

    private static Line line(ResultSet row) throws SQLException {
        String interpretation = row.getString("interpretation");
        String state = row.getString("state");
        return new Line(
                row.getLong("id"),
                Author.ofStored(row.getString("author")),
                row.getString("agent"),
                StoredContents.read(row.getString("contents")),
                Session.requiredInstant(row, "at"),
                row.getBoolean("deleted"),
                row.getInt("pending") != ToDo.TURN,
                interpretation == null ? null : Json.read(interpretation, Interpretation.class),
                state == null ? null : DeliveryState.valueOf(state),
                row.getInt("attempts"),
                row.getBoolean("uncertain"),
                row.getString("reason"));
    }

    public static Ticket ticket(ResultSet row) throws SQLException {
        return new Ticket(
                row.getLong("id"),
                row.getString("conversation_id"),
                row.getString("merchant"),
                row.getString("kind"),
                row.getString("summary"),
                row.getString("order_number"),
                row.getString("language"),
                row.getBoolean("urgent"),
                TicketState.valueOf(row.getString("state")),
                row.getString("note"),
                row.getLong("version"),
                Session.requiredInstant(row, "created_at"),
                Session.instant(row, "updated_at"),
                Session.instant(row, "closed_at"),
                row.getInt("priority"),
                row.getString("assignee"),
                Session.instant(row, "due_at"));
    }
}
