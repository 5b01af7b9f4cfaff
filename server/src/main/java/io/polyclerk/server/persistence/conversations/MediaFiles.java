package io.polyclerk.server.persistence.conversations;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.media.MediaState;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.spi.message.ConnectionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what is known of shoppers' files, and ends them. Thread-safe. */
public final class MediaFiles {

    private static final int AT_ONCE = 200;

    private final Database database;

    public MediaFiles(Database database) {
        this.database = database;
    }

    /**
     * A file of a message.
     *
     * @param place among the message's contents
     * @param mediaId the platform's id
     * @param name under which the vault has it; null when it is not kept
     * @param reason why it is not here, or not yet
     */
    public record Stored(
            long id,
            ConversationId conversation,
            ConnectionId connection,
            long sequence,
            int place,
            String mediaId,
            MediaState state,
            @Nullable String name,
            @Nullable String contentType,
            @Nullable Long bytes,
            @Nullable String reason) {}

    public List<Stored> of(ConversationId conversation) {
        return database.read(session -> session.all(
                "select * from media_file where conversation_id = ? order by message_id, place",
                MediaFiles::stored,
                conversation.value()));
    }

    public Optional<Stored> at(ConversationId conversation, long sequence, int place) {
        return database.read(session -> session.first(
                "select * from media_file where conversation_id = ? and message_id = ? and place = ? order by id desc",
                MediaFiles::stored,
                conversation.value(),
                sequence,
                place));
    }

    /** The same file may have been sent more than once: one that is kept is preferred, then the newest. */
    public Optional<Stored> byPlatformId(ConnectionId connection, String mediaId) {
        return database.read(session ->
                session.first("""
                select * from media_file where connection_id = ? and media_id = ?
                order by case when state = ? then 0 else 1 end, id desc fetch first 1 row only""", MediaFiles::stored, connection.value(), Keys.of(mediaId), MediaState.KEPT.name()));
    }

    /** Files whose time is over, oldest first. */
    public List<Stored> ended(Instant now) {
        return database.read(session -> session.all(
                "select * from media_file where keep_until <= ? order by keep_until fetch first " + AT_ONCE
                        + " rows only",
                MediaFiles::stored,
                now));
    }

    /** The contents of these files are gone. */
    public void expired(List<Stored> files) {
        database.write(session -> {
            for (Stored file : files) {
                session.update(
                        "update media_file set state = ?, file = null, keep_until = null, reason = null where id = ?",
                        MediaState.EXPIRED.name(),
                        file.id());
            }
            return files.size();
        });
    }

    /** Forgets the key of a conversation: whatever was kept of its files cannot be read any more. */
    public List<Stored> forget(ConversationId conversation) {
        return database.write(session -> {
            List<Stored> kept = session.all(
                    "select * from media_file where conversation_id = ? and file is not null",
                    MediaFiles::stored,
                    conversation.value());
            session.update("delete from media_key where conversation_id = ?", conversation.value());
            session.update(
                    "update media_file set state = ?, file = null, keep_until = null where conversation_id = ?",
                    MediaState.EXPIRED.name(),
                    conversation.value());
            return kept;
        });
    }

    /** The sealed key of a conversation. */
    public Optional<String> key(ConversationId conversation) {
        return database.read(session -> session.first(
                "select sealed from media_key where conversation_id = ?",
                row -> row.getString(1),
                conversation.value()));
    }

    /** Stores a key unless there is one already. @return the one that counts */
    public String storeKey(ConversationId conversation, String sealed, Instant now) {
        return database.write(session -> {
            session.update(
                    "insert into media_key (conversation_id, sealed, created_at) values (?, ?, ?) on conflict do nothing",
                    conversation.value(),
                    sealed,
                    now);
            return session.first(
                            "select sealed from media_key where conversation_id = ?",
                            row -> row.getString(1),
                            conversation.value())
                    .orElseThrow();
        });
    }

    private static Stored stored(ResultSet row) throws SQLException {
        long bytes = row.getLong("bytes");
        return new Stored(
                row.getLong("id"),
                new ConversationId(row.getString("conversation_id")),
                new ConnectionId(row.getString("connection_id")),
                row.getLong("message_id"),
                row.getInt("place"),
                row.getString("media_id"),
                MediaState.valueOf(row.getString("state")),
                row.getString("file"),
                row.getString("content_type"),
                row.wasNull() || bytes == 0 ? null : bytes,
                row.getString("reason"));
    }
}
