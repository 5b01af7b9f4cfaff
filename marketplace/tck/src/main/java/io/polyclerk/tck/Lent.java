package io.polyclerk.tck;

import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.KeyValueStore;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the server lends to an adapter, for tests: a plain HTTP client, a cache in memory, no uploads. */
final class Lent {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private Lent() {}

    static AdapterContext context(Clock clock, Path home) {
        return new AdapterContext(HTTP, clock, new MemoryCache(), Lent::noUploads, home);
    }

    private static java.io.InputStream noUploads(String id) {
        throw new AdapterException.Refused("no such file");
    }

    private static final class MemoryCache implements KeyValueStore {
        private final Map<String, String> values = new ConcurrentHashMap<>();

        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void put(String key, String value, Duration timeToLive) {
            values.put(key, value);
        }
    }
}
