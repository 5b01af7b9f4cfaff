package io.polyclerk.server.persistence.knowledge;

import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps how far replays of past chats are and what came of them. Thread-safe. */
public final class ReplayStore {

    private static final int LONGEST_NAME = 200;

    private final Database database;

    public ReplayStore(Database database) {
        this.database = database;
    }

    /** How far one is. */
    public enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * One replay.
     *
     * @param name of the file
     * @param done chats that were played
     * @param result JSON; null before it is done
     * @param reason why it failed
     */
    public record Replay(
            String id,
            String merchant,
            String name,
            State state,
            int done,
            int total,
            @Nullable String result,
            @Nullable String reason,
            Instant createdAt,
            @Nullable Instant finishedAt) {}

    public Replay add(String id, String merchant, String name, int total, Instant at) {
        String kept = Keys.text(name, LONGEST_NAME);
        database.write(session -> session.update(
                "insert into replay (id, merchant, name, state, done, total, created_at) values (?, ?, ?, ?, 0, ?, ?)",
                id,
                merchant,
                kept,
                State.RUNNING.name(),
                total,
                at));
        return new Replay(id, merchant, kept, State.RUNNING, 0, total, null, null, at, null);
    }

    /** @return whether it is still wanted */
    public boolean progress(String id, int done) {
        return database.write(session -> session.update(
                        "update replay set done = ? where id = ? and state = ?", done, id, State.RUNNING.name()))
                == 1;
    }

    public void end(String id, State state, int done, @Nullable Object result, @Nullable String reason, Instant at) {
        database.write(session -> session.update(
                "update replay set state = ?, done = ?, result = ?, reason = ?, finished_at = ? where id = ?",
                state.name(),
                done,
                result == null ? null : Json.write(result),
                reason,
                at,
                id));
    }

    /** What no thread works on any more. */
    public void failRunning(String reason, Instant at) {
        database.write(session -> session.update(
                "update replay set state = ?, reason = ?, finished_at = ? where state = ?",
                State.FAILED.name(),
                reason,
                at,
                State.RUNNING.name()));
    }

    public Optional<Replay> find(String merchant, String id) {
        return database.read(session ->
                session.first("select * from replay where id = ? and merchant = ?", ReplayStore::replay, id, merchant));
    }

    /** The newest first, without results. */
    public List<Replay> all(String merchant) {
        return database.read(session -> session.all("""
                select id, merchant, name, state, done, total, null as result, reason, created_at, finished_at from replay
                where merchant = ? order by created_at desc, id fetch first 50 rows only""", ReplayStore::replay, merchant));
    }

    /** @return whether there was one; one that runs stops soon */
    public boolean delete(String merchant, String id) {
        return database.write(
                        session -> session.update("delete from replay where id = ? and merchant = ?", id, merchant))
                == 1;
    }

    private static Replay replay(ResultSet row) throws SQLException {
        return new Replay(
                row.getString("id"),
                row.getString("merchant"),
                row.getString("name"),
                State.valueOf(row.getString("state")),
                row.getInt("done"),
                row.getInt("total"),
                row.getString("result"),
                row.getString("reason"),
                Session.requiredInstant(row, "created_at"),
                Session.instant(row, "finished_at"));
    }
}
