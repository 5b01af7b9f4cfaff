package io.polyclerk.server.persistence.conversations;

import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What both sides see of a chat, for those who show it while it goes on. Thread-safe. */
public final class ChatTranscript {

    private final Database database;

    public ChatTranscript(Database database) {
        this.database = database;
    }

    /** Who holds a conversation that has begun. */
    public record Begun(String conversation, Holder holder) {}

    /**
     * A message that has been said.
     *
     * @param key what the sender's side calls a message that came in; our own id of one that went out
     */
    public record Entry(long sequence, String key, Author author, List<Content> contents, Instant at) {}

    /** Empty before the first message. */
    public Optional<Begun> find(ConnectionId connection, String chatId) {
        return database.read(session -> session.first(
                "select id, holder from conversation where connection_id = ? and chat_id = ?",
                row -> new Begun(row.getString("id"), Holder.valueOf(row.getString("holder"))),
                connection.value(),
                chatId));
    }

    /** What was said after a message, in order; what is still to be sent is not there yet. */
    public List<Entry> after(String conversation, long sequence) {
        return database.read(session -> session.all(
                """
                select id, author, contents, at, delivery_key, idempotency_key from message
                where conversation_id = ? and id > ? and not deleted and (author = ? or state in (?, ?, ?)) order by id""",
                ChatTranscript::entry,
                conversation,
                sequence,
                Author.SHOPPER.stored(),
                DeliveryState.SENT.name(),
                DeliveryState.DELIVERED.name(),
                DeliveryState.READ.name()));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Author author = Author.ofStored(row.getString("author"));
        String key = row.getString(author == Author.SHOPPER ? "delivery_key" : "idempotency_key");
        return new Entry(
                row.getLong("id"),
                key == null ? "" : key,
                author,
                StoredContents.read(row.getString("contents")),
                Session.requiredInstant(row, "at"));
    }
}
