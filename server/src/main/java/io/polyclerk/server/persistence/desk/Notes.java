package io.polyclerk.server.persistence.desk;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.accounts.AuditLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What agents write about conversations for each other; no shopper ever sees it. Thread-safe. */
public final class Notes {

    private static final int LONGEST = 4000;

    private final Database database;

    public Notes(Database database) {
        this.database = database;
    }

    /** @param author id of the agent's token */
    public record Note(long id, String author, String text, Instant at) {}

    /** The notes of a conversation in order. */
    public List<Note> of(ConversationId conversation) {
        return database.read(session -> session.all(
                "select * from note where conversation_id = ? order by id", Notes::note, conversation.value()));
    }

    /** Empty when there is no such conversation. */
    public Optional<Note> add(ConversationId conversation, String author, String text, Instant at) {
        return database.write(session -> {
            boolean known = session.first(
                            "select id from conversation where id = ?", row -> row.getString(1), conversation.value())
                    .isPresent();
            if (!known) {
                return Optional.empty();
            }
            session.update(
                    "insert into note (conversation_id, author, content, at) values (?, ?, ?, ?)",
                    conversation.value(),
                    author,
                    Keys.text(text, LONGEST),
                    at);
            AuditLog.insert(session, at, author, "note", "conversation " + conversation, Map.of());
            return session.first(
                    "select * from note where conversation_id = ? and author = ? order by id desc fetch first 1 row only",
                    Notes::note,
                    conversation.value(),
                    author);
        });
    }

    private static Note note(ResultSet row) throws SQLException {
        return new Note(
                row.getLong("id"),
                row.getString("author"),
                row.getString("content"),
                Session.requiredInstant(row, "at"));
    }
}
