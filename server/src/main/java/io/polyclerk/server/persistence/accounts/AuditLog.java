package io.polyclerk.server.persistence.accounts;

import com.fasterxml.jackson.core.type.TypeReference;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who did what through the API. Entries hold no words of shoppers or agents and no secrets. Thread-safe. */
public final class AuditLog {

    private static final int LONGEST_SUBJECT = 256;
    private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};

    private final Database database;

    public AuditLog(Database database) {
        this.database = database;
    }

    /** One deed. @param actor id of the token @param subject what it was done to */
    public record Entry(
            long id, Instant at, String actor, String action, String subject, Map<String, Object> details) {}

    /** Records a deed that no other unit of work records. */
    public void record(Instant at, String actor, String action, String subject) {
        database.write(session -> {
            insert(session, at, actor, action, subject, Map.of());
            return true;
        });
    }

    /** Records a deed together with what it changes. */
    public static void insert(
            Session session, Instant at, String actor, String action, String subject, Map<String, ?> details)
            throws SQLException {
        session.update(
                "insert into audit (at, actor, action, subject, details) values (?, ?, ?, ?, ?)",
                at,
                actor,
                action,
                Keys.text(subject, LONGEST_SUBJECT),
                Json.write(details));
    }

    /** Entries, newest first. @param before only what is older than this id @param actor only what one has done; null for all */
    public List<Entry> entries(@Nullable Long before, @Nullable String actor, int limit) {
        long below = before == null ? Long.MAX_VALUE : before;
        return database.read(session -> session.all(
                "select * from audit where id < ? and (cast(? as varchar) is null or actor = ?) order by id desc fetch first "
                        + limit + " rows only",
                AuditLog::entry,
                below,
                actor,
                actor));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                Session.requiredInstant(row, "at"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                Json.read(row.getString("details"), DETAILS));
    }
}
