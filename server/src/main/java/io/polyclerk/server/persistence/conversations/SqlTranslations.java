package io.polyclerk.server.persistence.conversations;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** What messages say in other languages. It goes with its message, and counts only for the words that were translated. Thread-safe. */
public final class SqlTranslations {

    private final Database database;

    public SqlTranslations(Database database) {
        this.database = database;
    }

    /** @param model its name; empty when a person wrote it */
    public record Kept(String words, String model) {}

    /** @param original the words of the message as they are now */
    public Optional<Kept> find(long message, String language, String original) {
        return database.read(session -> session.first(
                "select words, model from message_translation where message_id = ? and language = ? and original = ?",
                row -> new Kept(row.getString(1), row.getString(2)),
                message,
                language,
                Keys.sha256(original)));
    }

    /** Keeps it unless the message is gone or has been deleted in the meantime. */
    public void keep(long message, String language, String original, Kept kept, Instant now) {
        database.write(session -> {
            boolean isThere = session.first(
                            "select id from message where id = ? and not deleted for update",
                            row -> row.getLong(1),
                            message)
                    .isPresent();
            return isThere && insert(session, message, language, original, kept, now);
        });
    }

    public static boolean insert(
            Session session, long message, String language, String original, Kept kept, Instant now)
            throws SQLException {
        session.update("delete from message_translation where message_id = ? and language = ?", message, language);
        return session.update(
                        """
                        insert into message_translation (message_id, language, original, words, model, at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing""",
                        message,
                        language,
                        Keys.sha256(original),
                        Keys.text(kept.words(), 100_000),
                        Keys.text(kept.model(), 200),
                        now)
                == 1;
    }

    /** The message says something else now, or nothing more. */
    public static void forget(Session session, long message) throws SQLException {
        session.update("delete from message_translation where message_id = ?", message);
    }
}
