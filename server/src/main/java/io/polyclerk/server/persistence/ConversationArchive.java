package io.polyclerk.server.persistence;

import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.server.json.Json;
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

    /** A conversation without its messages. @param chatId the platform's id of the chat */
    public record Summary(
            String id,
            String connection,
            String chatId,
            String merchant,
            Holder holder,
            @Nullable String language,
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
            String state,
            Instant createdAt) {}

    /** What is asked for; null means any. @param limit at most so many @param before only what is older than this id */
    public record Filter(
            @Nullable String merchant,
            @Nullable String connection,
            @Nullable String chatId,
            @Nullable String holder,
            int limit,
            @Nullable String before) {}

    /** Conversations with the newest activity first. */
    public List<Summary> conversations(Filter filter) {
        StringBuilder sql = new StringBuilder("select * from conversation where 1 = 1");
        List<Object> parameters = new ArrayList<>();
        and(sql, parameters, " and merchant = ?", filter.merchant());
        and(sql, parameters, " and connection_id = ?", filter.connection());
        and(sql, parameters, " and chat_id = ?", filter.chatId());
        and(sql, parameters, " and holder = ?", filter.holder());
        and(sql, parameters, " and updated_at < (select updated_at from conversation where id = ?)", filter.before());
        sql.append(" order by updated_at desc, id fetch first ")
                .append(filter.limit())
                .append(" rows only");
        return database.read(
                session -> session.all(sql.toString(), ConversationArchive::summary, parameters.toArray()));
    }

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

    /** Tickets, newest first. */
    public List<Ticket> tickets(@Nullable String merchant, @Nullable String conversation, int limit) {
        StringBuilder sql = new StringBuilder("select * from ticket where 1 = 1");
        List<Object> parameters = new ArrayList<>();
        and(sql, parameters, " and merchant = ?", merchant);
        and(sql, parameters, " and conversation_id = ?", conversation);
        sql.append(" order by id desc fetch first ").append(limit).append(" rows only");
        return database.read(session -> session.all(sql.toString(), ConversationArchive::ticket, parameters.toArray()));
    }

    public Optional<Ticket> ticket(long id) {
        return database.read(
                session -> session.first("select * from ticket where id = ?", ConversationArchive::ticket, id));
    }

    private static void and(StringBuilder sql, List<Object> parameters, String condition, @Nullable String value) {
        if (value != null) {
            sql.append(condition);
            parameters.add(value);
        }
    }

    private static Summary summary(ResultSet row) throws SQLException {
        return new Summary(
                row.getString("id"),
                row.getString("connection_id"),
                row.getString("chat_id"),
                row.getString("merchant"),
                Holder.valueOf(row.getString("holder")),
                row.getString("language"),
                Session.requiredInstant(row, "created_at"),
                Session.requiredInstant(row, "updated_at"));
    }

    private static Line line(ResultSet row) throws SQLException {
        String interpretation = row.getString("interpretation");
        String state = row.getString("state");
        return new Line(
                row.getLong("id"),
                Author.ofStored(row.getString("author")),
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

    private static Ticket ticket(ResultSet row) throws SQLException {
        return new Ticket(
                row.getLong("id"),
                row.getString("conversation_id"),
                row.getString("merchant"),
                row.getString("kind"),
                row.getString("summary"),
                row.getString("order_number"),
                row.getString("language"),
                row.getBoolean("urgent"),
                row.getString("state"),
                Session.requiredInstant(row, "created_at"));
    }
}
