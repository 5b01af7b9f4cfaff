package io.polyclerk.server.persistence.conversations;

import io.polyclerk.server.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells which conversations have changed, whichever node changed them. Thread-safe. */
public final class ConversationChanges {

    /** Clocks of nodes differ a little, and a transaction is seen a little after the time that it wrote down. */
    private static final Duration OVERLAP = Duration.ofSeconds(3);

    private static final int MOST = 500;

    private final Database database;

    public ConversationChanges(Database database) {
        this.database = database;
    }

    /** @param version as it was read; the same id with the same version is the same change */
    public record Change(String conversation, String merchant, long version) {}

    /** What has changed since about that time, and a little that was told before. */
    public List<Change> since(Instant time) {
        return database.read(session -> session.all(
                "select id, merchant, version from conversation where updated_at >= ? order by updated_at desc fetch first "
                        + MOST + " rows only",
                row -> new Change(row.getString("id"), row.getString("merchant"), row.getLong("version")),
                time.minus(OVERLAP)));
    }
}
