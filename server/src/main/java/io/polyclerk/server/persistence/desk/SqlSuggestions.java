package io.polyclerk.server.persistence.desk;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.rollout.Suggestion;
import io.polyclerk.core.rollout.Suggestions;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.StoredContents;
import io.polyclerk.spi.message.Content;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what the bot would say until a human has sent it or said something else. */
public final class SqlSuggestions implements Suggestions {

    private final Database database;

    public SqlSuggestions(Database database) {
        this.database = database;
    }

    /** @param id of this suggestion; a newer one has another */
    public record Kept(
            String id, List<Content> contents, @Nullable Interpretation interpretation, Instant at) {}

    /** What is stored, for the unit of work that sends it. */
    record Stored(Kept kept, Memory memory) {}

    @Override
    public void keep(ConversationId conversation, Suggestion suggestion, Instant at) {
        Interpretation interpretation = suggestion.interpretation();
        database.write(session -> {
            delete(session, conversation);
            return session.update(
                    "insert into suggestion (id, conversation_id, contents, memory, interpretation, at) values (?, ?, ?, ?, ?, ?)",
                    UUID.randomUUID().toString(),
                    conversation.value(),
                    StoredContents.write(suggestion.replies()),
                    Json.write(suggestion.memory()),
                    interpretation == null ? null : Json.write(interpretation),
                    at);
        });
    }

    /** The newest suggestion for a conversation. */
    public Optional<Kept> find(String conversation) {
        return database.read(session -> find(session, new ConversationId(conversation)))
                .map(Stored::kept);
    }

    static Optional<Stored> find(Session session, ConversationId conversation) throws SQLException {
        return session.first(
                "select * from suggestion where conversation_id = ?", SqlSuggestions::stored, conversation.value());
    }

    static void delete(Session session, ConversationId conversation) throws SQLException {
        session.update("delete from suggestion where conversation_id = ?", conversation.value());
    }

    private static Stored stored(ResultSet row) throws SQLException {
        String meaning = row.getString("interpretation");
        return new Stored(
                new Kept(
                        row.getString("id"),
                        StoredContents.read(row.getString("contents")),
                        meaning == null ? null : Json.read(meaning, Interpretation.class),
                        Session.requiredInstant(row, "at")),
                Json.read(row.getString("memory"), Memory.class));
    }
}
