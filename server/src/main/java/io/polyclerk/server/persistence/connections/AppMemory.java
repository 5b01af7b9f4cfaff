package io.polyclerk.server.persistence.connections;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.spi.KeyValueStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What the app of one adapter remembers, sealed, since most of it opens something. Thread-safe. */
public final class AppMemory implements KeyValueStore {

    /** No connection can have such an id. */
    private static final String PREFIX = "app:";

    private final SqlCache cache;
    private final SecretBox secretBox;
    private final String owner;

    public AppMemory(Database database, SecretBox secretBox, String adapter, Clock clock) {
        this.owner = PREFIX + adapter;
        this.cache = new SqlCache(database, owner, clock);
        this.secretBox = secretBox;
    }

    @Override
    public Optional<String> get(String key) {
        return cache.get(key).map(kept -> secretBox.open(place(key), kept));
    }

    @Override
    public void put(String key, String value, Duration timeToLive) {
        cache.put(key, secretBox.seal(place(key), value), timeToLive);
    }

    private String place(String key) {
        return owner + "/" + key;
    }
}
