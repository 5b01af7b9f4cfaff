package io.polyclerk.server.persistence.connections;

import com.fasterxml.jackson.core.type.TypeReference;
import io.polyclerk.server.install.AppStore;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Keeps the settings of apps, sealed as a whole. */
public final class SqlAppStore implements AppStore {

    private static final TypeReference<Map<String, String>> SETTINGS = new TypeReference<>() {};

    private final Database database;
    private final SecretBox secretBox;

    public SqlAppStore(Database database, SecretBox secretBox) {
        this.database = database;
        this.secretBox = secretBox;
    }

    @Override
    public Optional<Map<String, String>> find(String adapter) {
        return database.read(session ->
                        session.first("select settings from app where adapter = ?", row -> row.getString(1), adapter))
                .map(closed -> Json.read(secretBox.open(new ConnectionId(adapter), "app", closed), SETTINGS));
    }

    @Override
    public void save(String adapter, Map<String, String> settings, Instant now) {
        String sealed = secretBox.seal(new ConnectionId(adapter), "app", Json.write(settings));
        database.write(session -> {
            session.update("delete from app where adapter = ?", adapter);
            return session.update(
                    "insert into app (adapter, settings, changed_at) values (?, ?, ?)", adapter, sealed, now);
        });
    }

    @Override
    public void delete(String adapter) {
        database.write(session -> session.update("delete from app where adapter = ?", adapter));
    }
}
