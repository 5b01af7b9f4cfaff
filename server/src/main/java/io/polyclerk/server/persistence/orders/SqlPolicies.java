package io.polyclerk.server.persistence.orders;

import io.polyclerk.core.action.Policies;
import io.polyclerk.core.action.Policy;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.accounts.AuditLog;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what merchants let the bot do. Thread-safe. */
public final class SqlPolicies implements Policies {

    private final Database database;

    public SqlPolicies(Database database) {
        this.database = database;
    }

    /** A policy as it is kept. @param version 0 while the merchant has set none */
    public record Kept(
            Policy policy, long version, @Nullable Instant updatedAt) {}

    @Override
    public Policy of(String merchant) {
        return kept(merchant).policy();
    }

    /** With its version, so that two editors notice each other. */
    public Kept kept(String merchant) {
        return database.read(session -> find(session, merchant)).orElse(new Kept(Policy.DEFAULT, 0, null));
    }

    /**
     * Replaces a merchant's policy, with its row in the audit log.
     *
     * @param actor id of the token
     * @param seen version that was seen; null when it does not matter
     * @return what is kept now; empty when somebody was faster
     */
    public Optional<Kept> put(String merchant, Policy policy, String actor, @Nullable Long seen, Instant now) {
        return database.write(session -> {
            long version = find(session, merchant).map(Kept::version).orElse(0L);
            if (seen != null && seen != version) {
                return Optional.empty();
            }
            int changed = version == 0
                    ? session.update(
                            "insert into policy (merchant, content, version, updated_at) values (?, ?, 1, ?) on conflict do nothing",
                            merchant,
                            Json.write(policy),
                            now)
                    : session.update(
                            "update policy set content = ?, version = version + 1, updated_at = ? where merchant = ? and version = ?",
                            Json.write(policy),
                            now,
                            merchant,
                            version);
            if (changed == 0) {
                return Optional.empty();
            }
            AuditLog.insert(session, now, actor, "policy", "policy " + merchant, Map.of("version", version + 1));
            return Optional.of(new Kept(policy, version + 1, now));
        });
    }

    private static Optional<Kept> find(Session session, String merchant) throws SQLException {
        return session.first(
                "select content, version, updated_at from policy where merchant = ?",
                row -> new Kept(
                        Json.read(row.getString("content"), Policy.class),
                        row.getLong("version"),
                        Session.instant(row, "updated_at")),
                merchant);
    }
}
