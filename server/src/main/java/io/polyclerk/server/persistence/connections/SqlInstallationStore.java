package io.polyclerk.server.persistence.connections;

import com.fasterxml.jackson.core.type.TypeReference;
import io.polyclerk.server.install.InstallationStore;
import io.polyclerk.server.install.Installed;
import io.polyclerk.server.install.Installed.Status;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.message.ConnectionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps installations. A secret is sealed for its row, so it opens nowhere else. */
public final class SqlInstallationStore implements InstallationStore {

    private static final TypeReference<Map<String, String>> SETTINGS = new TypeReference<>() {};

    private final Database database;
    private final SecretBox secretBox;

    public SqlInstallationStore(Database database, SecretBox secretBox) {
        this.database = database;
        this.secretBox = secretBox;
    }

    @Override
    public void invite(String codeHash, Invitation invitation) {
        database.write(session -> session.update(
                "insert into invitation (code_hash, adapter, merchant, expires_at) values (?, ?, ?, ?)",
                codeHash,
                invitation.adapter(),
                invitation.merchant(),
                invitation.until()));
    }

    @Override
    public Optional<Invitation> takeInvitation(String codeHash, String adapter, Instant now) {
        return database.write(session -> {
            Optional<Invitation> found = session.first(
                    "select * from invitation where code_hash = ? and adapter = ? and expires_at > ?",
                    row -> new Invitation(
                            row.getString("adapter"),
                            row.getString("merchant"),
                            Session.requiredInstant(row, "expires_at")),
                    codeHash,
                    adapter,
                    now);
            int taken = session.update("delete from invitation where code_hash = ? or expires_at <= ?", codeHash, now);
            return taken > 0 ? found : Optional.empty();
        });
    }

    @Override
    public void add(Installed begun, @Nullable String nonceHash, @Nullable Instant nonceUntil) {
        database.write(session -> session.update(
                """
                insert into installation (id, adapter, shop, merchant, status, nonce_hash, nonce_until, settings,
                  store_connection, chat_connection, created_at, changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                begun.id(),
                begun.adapter(),
                begun.shop(),
                begun.merchant(),
                begun.status().name(),
                nonceHash,
                nonceUntil,
                sealed(begun),
                idOf(begun.store()),
                idOf(begun.chat()),
                begun.createdAt(),
                begun.changedAt()));
    }

    @Override
    public Optional<Installed> arrive(String adapter, String nonceHash, Instant now) {
        return database.write(session -> {
            Optional<String> id = session.first(
                    "select id from installation where adapter = ? and nonce_hash = ? and status = ? and nonce_until > ?",
                    row -> row.getString(1),
                    adapter,
                    nonceHash,
                    Status.BEGUN.name(),
                    now);
            if (id.isEmpty()) {
                return Optional.empty();
            }
            int taken = session.update(
                    "update installation set status = ?, nonce_hash = null, changed_at = ? where id = ? and nonce_hash = ?",
                    Status.ARRIVED.name(),
                    now,
                    id.get(),
                    nonceHash);
            return taken == 1
                    ? session.first("select * from installation where id = ?", this::installed, id.get())
                    : Optional.empty();
        });
    }

    @Override
    public void save(Installed changed) {
        database.write(session -> session.update(
                """
                update installation set shop = ?, merchant = ?, status = ?, reason = ?, settings = ?, store_connection = ?,
                  chat_connection = ?, scopes = ?, changed_at = ? where id = ?""",
                changed.shop(),
                changed.merchant(),
                changed.status().name(),
                changed.reason(),
                sealed(changed),
                idOf(changed.store()),
                idOf(changed.chat()),
                changed.scopes(),
                changed.changedAt(),
                changed.id()));
    }

    @Override
    public void saveKey(String id, @Nullable String keyHash) {
        database.write(session -> session.update("update installation set key_hash = ? where id = ?", keyHash, id));
    }

    @Override
    public void saveCredential(String id, @Nullable Credential credential, Instant now) {
        String sealed = credential == null ? null : SqlCredentialVault.seal(secretBox, id, credential);
        database.write(session -> session.update("""
                update installation set credential = ?, credential_version = credential_version + 1, renewed_at = ?,
                  lease_until = null where id = ?""", sealed, now, id));
    }

    @Override
    public Optional<Installed> find(String id) {
        return database.read(session -> session.first("select * from installation where id = ?", this::installed, id));
    }

    @Override
    public Optional<Installed> ofShop(String adapter, String shop) {
        return database.read(session -> session.first("""
                select * from installation where adapter = ? and shop = ? and store_connection is not null
                order by case when status = 'ACTIVE' then 0 else 1 end, changed_at desc""", this::installed, adapter, shop));
    }

    @Override
    public Optional<Installed> ofKey(String keyHash) {
        return database.read(session -> session.first(
                "select * from installation where key_hash = ? and status = ?",
                this::installed,
                keyHash,
                Status.ACTIVE.name()));
    }

    @Override
    public Optional<Installed> ofStore(ConnectionId store) {
        return database.read(session -> session.first(
                "select * from installation where store_connection = ? order by changed_at desc",
                this::installed,
                store.value()));
    }

    @Override
    public List<Installed> all(int limit) {
        return database.read(session -> session.all(
                "select * from installation order by created_at desc fetch first " + limit + " rows only",
                this::installed));
    }

    @Override
    public List<Installed> notRenewedSince(Instant moment) {
        return database.read(session -> session.all(
                "select * from installation where status = ? and credential is not null and renewed_at < ?",
                this::installed,
                Status.ACTIVE.name(),
                moment));
    }

    private String sealed(Installed installed) {
        return secretBox.seal(new ConnectionId(installed.id()), "settings", Json.write(installed.settings()));
    }

    private static @Nullable String idOf(@Nullable ConnectionId connection) {
        return connection == null ? null : connection.value();
    }

    private static @Nullable ConnectionId connection(@Nullable String id) {
        return id == null ? null : new ConnectionId(id);
    }

    private Installed installed(ResultSet row) throws SQLException {
        String id = row.getString("id");
        String sealed = row.getString("settings");
        return new Installed(
                id,
                row.getString("adapter"),
                row.getString("shop"),
                row.getString("merchant"),
                Status.valueOf(row.getString("status")),
                row.getString("reason"),
                sealed == null
                        ? Map.of()
                        : Json.read(secretBox.open(new ConnectionId(id), "settings", sealed), SETTINGS),
                connection(row.getString("store_connection")),
                connection(row.getString("chat_connection")),
                row.getString("scopes"),
                Session.requiredInstant(row, "created_at"),
                Session.requiredInstant(row, "changed_at"));
    }
}
