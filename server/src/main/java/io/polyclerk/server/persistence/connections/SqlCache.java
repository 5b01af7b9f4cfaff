package io.polyclerk.server.persistence.connections;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.spi.KeyValueStore;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Small values of one connection, seen by all nodes. */
public final class SqlCache implements KeyValueStore {

    private static final int LONGEST_VALUE = 100_000;

    private final Database database;
    private final String owner;
    private final Clock clock;

    public SqlCache(Database database, ConnectionId connection, Clock clock) {
        this(database, connection.value(), clock);
    }

    SqlCache(Database database, String owner, Clock clock) {
        this.database = database;
        this.owner = owner;
        this.clock = clock;
    }

    @Override
    public Optional<String> get(String key) {
        return database.read(session -> session.first(
                "select content from cached_value where connection_id = ? and name = ? and expires_at > ?",
                row -> row.getString(1),
                owner,
                Keys.of(key),
                clock.instant()));
    }

    @Override
    public void put(String key, String value, Duration timeToLive) {
        if (value.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException("a cached value is too long");
        }
        Instant now = clock.instant();
        database.write(session -> {
            session.update(
                    "delete from cached_value where (connection_id = ? and name = ?) or expires_at < ?",
                    owner,
                    Keys.of(key),
                    now);
            return session.update(
                    "insert into cached_value (connection_id, name, content, expires_at) values (?, ?, ?, ?)",
                    owner,
                    Keys.of(key),
                    value,
                    now.plus(timeToLive));
        });
    }
}
