package io.polyclerk.server.persistence.connections;

import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.CredentialVault;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The credential of one connection. A lease in the row lets one node at a time renew it; the new one is committed before anybody gets
 * it, because the platform may take the old one for worthless from then on. Thread-safe.
 */
public final class SqlCredentialVault implements CredentialVault {

    /** Longer than any call of an adapter may take. */
    private static final Duration LEASE = Duration.ofSeconds(90);

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Database database;
    private final SecretBox secretBox;
    private final ConnectionId store;
    private final Renewal app;
    private final Clock clock;
    private final ReentrantLock oneOfThisNode = new ReentrantLock();

    private record Kept(String id, long version, Credential credential) {}

    /** Renews a connection's credential with what the app knows. */
    @FunctionalInterface
    public interface Renewal {
        Credential of(ConnectionId store, Credential known);
    }

    /** For whoever only looks. */
    public SqlCredentialVault(Database database, SecretBox secretBox, ConnectionId store, Clock clock) {
        this(
                database,
                secretBox,
                store,
                (connection, known) -> {
                    throw new AdapterException.CredentialsRejected("nothing is renewed here");
                },
                clock);
    }

    public SqlCredentialVault(Database database, SecretBox secretBox, ConnectionId store, Renewal app, Clock clock) {
        this.database = database;
        this.secretBox = secretBox;
        this.store = store;
        this.app = app;
        this.clock = clock;
    }

    static String seal(SecretBox box, String id, Credential credential) {
        return box.seal(new ConnectionId(id), "credential", Json.write(credential));
    }

    @Override
    public Optional<Credential> current() {
        return kept().map(Kept::credential);
    }

    private Optional<Kept> kept() {
        return database.read(session -> session.first(
                """
                select id, credential, credential_version from installation
                where store_connection = ? and credential is not null order by changed_at desc""",
                row -> new Kept(
                        row.getString("id"),
                        row.getLong("credential_version"),
                        Json.read(
                                secretBox.open(
                                        new ConnectionId(row.getString("id")),
                                        "credential",
                                        row.getString("credential")),
                                Credential.class)),
                store.value()));
    }

    @Override
    public Credential renew(Credential known, UnaryOperator<Credential> renewal) {
        oneOfThisNode.lock();
        try {
            Instant end = clock.instant().plus(PATIENCE);
            while (true) {
                Kept kept = kept().orElseThrow(() ->
                        new AdapterException.CredentialsRejected("the app is not installed in this shop any more"));
                if (!kept.credential().token().equals(known.token())) {
                    return kept.credential();
                }
                if (lease(kept)) {
                    return renewed(kept, renewal);
                }
                if (!clock.instant().isBefore(end)) {
                    throw new AdapterException.Unavailable("another node is renewing the credential", false, null);
                }
                sleep();
            }
        } finally {
            oneOfThisNode.unlock();
        }
    }

    @Override
    public Credential renew(Credential known) {
        return renew(known, old -> app.of(store, old));
    }

    private boolean lease(Kept kept) {
        Instant now = clock.instant();
        return database.write(session -> session.update("""
                        update installation set lease_until = ?
                        where id = ? and credential_version = ? and (lease_until is null or lease_until < ?)""", now.plus(LEASE), kept.id(), kept.version(), now)) == 1;
    }

    private Credential renewed(Kept kept, UnaryOperator<Credential> renewal) {
        @Nullable Credential made = null;
        try {
            made = renewal.apply(kept.credential());
        } finally {
            if (made == null) {
                database.write(session -> session.update(
                        "update installation set lease_until = null where id = ? and credential_version = ?",
                        kept.id(),
                        kept.version()));
            }
        }
        String sealed = seal(secretBox, kept.id(), made);
        database.write(session -> session.update("""
                update installation set credential = ?, credential_version = credential_version + 1, renewed_at = ?,
                  lease_until = null where id = ? and credential_version = ?""", sealed, clock.instant(), kept.id(), kept.version()));
        return made;
    }

    private static void sleep() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AdapterException.Unavailable("interrupted", false, null);
        }
    }
}
