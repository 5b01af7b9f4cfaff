package io.polyclerk.server.persistence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Rights to do something that only one node may do at a time. A node that dies loses them by itself. Thread-safe. */
public final class Leases {

    private final Database database;
    private final Clock clock;
    private final String owner = UUID.randomUUID().toString();

    public Leases(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Takes or renews a right. @return whether it is this node's for as long as {@code life} */
    public boolean take(String name, Duration life) {
        Instant now = clock.instant();
        return database.write(session -> {
            session.update(
                    "insert into lease (name, owner, expires_at) values (?, ?, ?) on conflict do nothing",
                    name,
                    owner,
                    now.plus(life));
            return session.update(
                            "update lease set owner = ?, expires_at = ? where name = ? and (owner = ? or expires_at <= ?)",
                            owner,
                            now.plus(life),
                            name,
                            owner,
                            now)
                    == 1;
        });
    }

    /** Lets go of a right; harmless when it is another's. */
    public void release(String name) {
        database.write(session -> session.update("delete from lease where name = ? and owner = ?", name, owner));
    }
}
