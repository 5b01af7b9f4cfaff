package io.polyclerk.server.persistence.connections;

import com.fasterxml.jackson.core.type.TypeReference;
import io.polyclerk.server.connections.ConnectionStore;
import io.polyclerk.server.connections.MerchantConnection;
import io.polyclerk.server.connections.MerchantConnection.Check;
import io.polyclerk.server.connections.MerchantConnection.CheckState;
import io.polyclerk.server.connections.MerchantConnection.State;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.ToDo;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.spi.message.ConnectionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps connections, with their secrets encrypted. */
public final class SqlConnectionStore implements ConnectionStore {

    private static final TypeReference<TreeMap<String, StoredSetting>> SETTINGS = new TypeReference<>() {};

    private final Database database;
    private final SecretBox secretBox;

    /** One of the two is there. */
    private record StoredSetting(
            @Nullable String plain, @Nullable String sealed) {}

    public SqlConnectionStore(Database database, SecretBox secretBox) {
        this.database = database;
        this.secretBox = secretBox;
    }

    @Override
    public List<MerchantConnection> all() {
        return database.read(
                session -> session.all("select * from connection order by created_at, id", this::connection));
    }

    private MerchantConnection connection(ResultSet row) throws SQLException {
        ConnectionId id = new ConnectionId(row.getString("id"));
        return new MerchantConnection(
                id,
                row.getString("adapter"),
                row.getString("merchant"),
                opened(id, row.getString("settings")),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                new Check(
                        CheckState.valueOf(row.getString("check_state")),
                        row.getString("check_detail"),
                        Session.instant(row, "checked_at")),
                Session.requiredInstant(row, "created_at"));
    }

    private Map<String, String> opened(ConnectionId id, String stored) {
        Map<String, String> settings = new HashMap<>();
        Json.read(stored, SETTINGS).forEach((name, value) -> {
            String plain = value.plain();
            String sealed = value.sealed();
            if (plain != null) {
                settings.put(name, plain);
            } else if (sealed != null) {
                settings.put(name, secretBox.open(id, name, sealed));
            }
        });
        return settings;
    }

    private String closed(MerchantConnection connection, Set<String> secrets) {
        Map<String, StoredSetting> stored = new TreeMap<>();
        connection
                .settings()
                .forEach((name, value) -> stored.put(
                        name,
                        secrets.contains(name)
                                ? new StoredSetting(null, secretBox.seal(connection.id(), name, value))
                                : new StoredSetting(value, null)));
        return Json.write(stored);
    }

    @Override
    public void save(MerchantConnection connection, Set<String> secrets) {
        String settings = closed(connection, secrets);
        database.write(session -> {
            int known = session.update(
                    """
                    update connection set adapter = ?, merchant = ?, settings = ?, state = ?, reason = ?, check_state = ?,
                      check_detail = ?, checked_at = ? where id = ?""",
                    connection.adapter(),
                    connection.merchant(),
                    settings,
                    connection.state().name(),
                    connection.reason(),
                    connection.check().state().name(),
                    connection.check().detail(),
                    connection.check().at(),
                    connection.id().value());
            return known == 1 ? known : insert(session, connection, settings);
        });
    }

    private static int insert(Session session, MerchantConnection connection, String settings) throws SQLException {
        return session.update(
                """
                insert into connection (id, adapter, merchant, settings, state, reason, check_state, check_detail, checked_at,
                  created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                connection.id().value(),
                connection.adapter(),
                connection.merchant(),
                settings,
                connection.state().name(),
                connection.reason(),
                connection.check().state().name(),
                connection.check().detail(),
                connection.check().at(),
                connection.createdAt());
    }

    @Override
    public void delete(ConnectionId id) {
        database.write(session -> {
            session.update("delete from poll_cursor where connection_id = ?", id.value());
            session.update("delete from cached_value where connection_id = ?", id.value());
            session.update(
                    "update message set pending = ?, state = 'DEAD', reason = ? where pending = ? and connection_id = ?",
                    ToDo.NOTHING,
                    "the connection was removed",
                    ToDo.SENDING,
                    id.value());
            return session.update("delete from connection where id = ?", id.value());
        });
    }

    @Override
    public void saveState(MerchantConnection connection) {
        database.write(session -> session.update(
                "update connection set state = ?, reason = ?, check_state = ?, check_detail = ?, checked_at = ? where id = ?",
                connection.state().name(),
                connection.reason(),
                connection.check().state().name(),
                connection.check().detail(),
                connection.check().at(),
                connection.id().value()));
    }
}
