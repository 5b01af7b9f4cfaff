package io.polyclerk.server.persistence.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.archive.ArchiveLine.ConversationLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.EventLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.MessageLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.NoteLine;
import io.polyclerk.server.persistence.archive.ArchiveLine.TicketLine;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.conversations.StoredContents;
import io.polyclerk.server.persistence.conversations.TicketState;
import io.polyclerk.spi.message.Sender;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads everything that was said and done, page by page, so that any amount fits into a small server. Thread-safe. */
public final class ArchiveExport {

    private static final int ROWS_AT_ONCE = 100;

    private final Database database;

    public ArchiveExport(Database database) {
        this.database = database;
    }

    /** Takes lines one after the other. */
    @FunctionalInterface
    public interface Taker {
        void take(ArchiveLine line);
    }

    /** What has ids that grow. */
    private record Table(String name, String owner, Session.RowReader<ArchiveLine> reader) {}

    private static final List<Table> TABLES = List.of(
            new Table(
                    "message",
                    "conversation_id in (select id from conversation where merchant = ?)",
                    ArchiveExport::message),
            new Table("ticket", "merchant = ?", ArchiveExport::ticket),
            new Table(
                    "note", "conversation_id in (select id from conversation where merchant = ?)", ArchiveExport::note),
            new Table(
                    "consent",
                    "conversation_id in (select id from conversation where merchant = ?)",
                    ArchiveExport::consent),
            new Table("event", "merchant = ?", ArchiveExport::event));

    /**
     * Gives all conversations, then what belongs to them, as it is at one moment.
     *
     * @param merchant null for all
     * @return how many lines
     */
    public long each(@Nullable String merchant, Taker taker) {
        return database.readSnapshot(session -> {
            long lines = conversations(session, merchant, taker);
            lines += actions(session, merchant, taker);
            for (Table table : TABLES) {
                lines += rows(session, table, merchant, taker);
            }
            return lines;
        });
    }

    private static long conversations(Session session, @Nullable String merchant, Taker taker) throws SQLException {
        String sql = "select * from conversation where id > ?" + (merchant == null ? "" : " and merchant = ?")
                + " order by id fetch first " + ROWS_AT_ONCE + " rows only";
        String after = "";
        long lines = 0;
        while (true) {
            List<ConversationLine> page = session.all(sql, ArchiveExport::conversation, parameters(after, merchant));
            for (ConversationLine line : page) {
                taker.take(line);
                after = line.id();
            }
            lines += page.size();
            if (page.size() < ROWS_AT_ONCE) {
                return lines;
            }
        }
    }

    private static long actions(Session session, @Nullable String merchant, Taker taker) throws SQLException {
        String sql = "select * from order_action where id > ?" + (merchant == null ? "" : " and merchant = ?")
                + " order by id fetch first " + ROWS_AT_ONCE + " rows only";
        String after = "";
        long lines = 0;
        while (true) {
            List<ArchiveLine.ActionLine> page = session.all(sql, ArchiveActions::line, parameters(after, merchant));
            for (ArchiveLine.ActionLine line : page) {
                taker.take(line);
                after = line.id();
            }
            lines += page.size();
            if (page.size() < ROWS_AT_ONCE) {
                return lines;
            }
        }
    }

    /**
     * Piece by piece in the order of ids, whosever they are: asked for one merchant's rows after an id, a database may look through all of them by another index
     * for each piece.
     */
    private static long rows(Session session, Table table, @Nullable String merchant, Taker taker) throws SQLException {
        String piece =
                " from " + table.name() + " where id > ? order by id fetch first " + ROWS_AT_ONCE + " rows only) piece";
        String end = "select max(id) from (select id" + piece;
        String own = "select * from (select *" + piece + (merchant == null ? "" : " where " + table.owner())
                + " order by id";
        long after = 0;
        long lines = 0;
        while (true) {
            long last = session.first(end, row -> row.getLong(1), after).orElse(0L);
            if (last == 0) {
                return lines;
            }
            List<ArchiveLine> page = session.all(own, table.reader(), parameters(after, merchant));
            page.forEach(taker::take);
            lines += page.size();
            after = last;
        }
    }

    private static Object[] parameters(Object after, @Nullable String merchant) {
        return merchant == null ? new Object[] {after} : new Object[] {after, merchant};
    }

    private static ConversationLine conversation(ResultSet row) throws SQLException {
        return new ConversationLine(
                row.getString("id"),
                row.getString("connection_id"),
                row.getString("chat_id"),
                row.getString("merchant"),
                Holder.valueOf(row.getString("holder")),
                row.getString("agent"),
                row.getString("language"),
                // Good for a day in the very conversation, and for nothing elsewhere.
                Json.read(row.getString("memory"), Memory.class).offeringEmail(null),
                row.getLong("version"),
                Session.requiredInstant(row, "created_at"),
                Session.requiredInstant(row, "updated_at"));
    }

    private static MessageLine message(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return new MessageLine(
                row.getLong("id"),
                row.getString("conversation_id"),
                row.getString("connection_id"),
                Author.ofStored(row.getString("author")),
                row.getString("agent"),
                StoredContents.read(row.getString("contents")),
                Session.requiredInstant(row, "at"),
                row.getString("delivery_key"),
                row.getString("edit_id"),
                row.getBoolean("deleted"),
                json(row.getString("sender"), Sender.class),
                row.getString("group_id"),
                Session.instant(row, "sent_at"),
                json(row.getString("interpretation"), Interpretation.class),
                state == null ? null : DeliveryState.valueOf(state),
                row.getString("idempotency_key"),
                row.getString("platform_message_id"),
                row.getInt("attempts"),
                row.getBoolean("uncertain"),
                row.getString("reason"));
    }

    private static TicketLine ticket(ResultSet row) throws SQLException {
        return new TicketLine(
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
                Session.instant(row, "closed_at"));
    }

    private static NoteLine note(ResultSet row) throws SQLException {
        return new NoteLine(
                row.getLong("id"),
                row.getString("conversation_id"),
                row.getString("author"),
                row.getString("content"),
                Session.requiredInstant(row, "at"));
    }

    private static ArchiveLine.ConsentLine consent(ResultSet row) throws SQLException {
        return new ArchiveLine.ConsentLine(
                row.getLong("id"),
                row.getString("conversation_id"),
                row.getLong("sequence"),
                row.getString("sender"),
                row.getString("state"),
                row.getString("purposes"),
                row.getString("language"),
                row.getString("question"),
                row.getString("answer"),
                Session.requiredInstant(row, "at"));
    }

    private static EventLine event(ResultSet row) throws SQLException {
        return new EventLine(
                row.getLong("id"),
                Session.requiredInstant(row, "at"),
                row.getString("merchant"),
                row.getString("conversation_id"),
                row.getString("kind"),
                Json.read(row.getString("details"), JsonNode.class));
    }

    private static <T> @Nullable T json(@Nullable String stored, Class<T> type) {
        return stored == null ? null : Json.read(stored, type);
    }
}
