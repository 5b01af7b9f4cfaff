package io.polyclerk.server.persistence.accounts;

import io.polyclerk.server.install.PlatformSessions.SessionStore;
import io.polyclerk.server.install.PlatformSessions.SignedIn;
import io.polyclerk.server.persistence.Database;
import java.time.Instant;
import java.util.Optional;

/** Keeps who is signed in through a platform. Thread-safe. */
public final class SqlPlatformSessions implements SessionStore {

    private final Database database;

    public SqlPlatformSessions(Database database) {
        this.database = database;
    }

    @Override
    public void add(String secretHash, String installation, String person, Instant until, Instant now) {
        database.write(session -> {
            session.update("delete from platform_session where ends_at <= ?", now);
            return session.update(
                    "insert into platform_session (secret_hash, installation_id, person, ends_at) values (?, ?, ?, ?)",
                    secretHash,
                    installation,
                    person,
                    until);
        });
    }

    @Override
    public Optional<SignedIn> find(String secretHash, Instant now) {
        return database.read(session ->
                session.first("""
                select s.person, i.merchant from platform_session s join installation i on i.id = s.installation_id
                where s.secret_hash = ? and s.ends_at > ? and i.status = 'ACTIVE' and i.merchant is not null""", row -> new SignedIn(row.getString(1), row.getString(2)), secretHash, now));
    }
}
