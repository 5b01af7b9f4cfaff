package io.polyclerk.adapter.shopify;

import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.KeyValueStore;
import io.polyclerk.spi.message.ConnectionId;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Opens adapters on a simulated shop. */
final class OpenShop {

    /** When the clock of a test begins to stand still. */
    static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

    private static final HttpClient LENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private OpenShop() {}

    static Map<String, String> settings(ShopSimulator shop, String api) {
        return new HashMap<>(Map.of(
                "shopUrl",
                "https://" + ShopSimulator.SHOP,
                "accessToken",
                ShopSimulator.TOKEN,
                "clientSecret",
                ShopSimulator.CLIENT_SECRET,
                "api",
                api,
                "apiBase",
                shop.address()));
    }

    static ShopifyAdapter adapter(ShopSimulator shop, String api, Clock clock) {
        return adapter(settings(shop, api), new Cache(clock), clock);
    }

    static ShopifyAdapter adapter(Map<String, String> settings, KeyValueStore cache, Clock clock) {
        return (ShopifyAdapter) new ShopifyProvider()
                .open(
                        new Connection(new ConnectionId("shop1"), settings),
                        new AdapterContext(
                                LENT,
                                clock,
                                cache,
                                id -> {
                                    throw new IllegalStateException("a store has no uploads");
                                },
                                Path.of("unused")));
    }

    /** Forgets in time. */
    static final class Cache implements KeyValueStore {
        private final Map<String, Map.Entry<String, java.time.Instant>> values = new ConcurrentHashMap<>();
        private final Clock clock;

        Cache(Clock clock) {
            this.clock = clock;
        }

        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(values.get(key))
                    .filter(value -> clock.instant().isBefore(value.getValue()))
                    .map(Map.Entry::getKey);
        }

        @Override
        public void put(String key, String value, Duration timeToLive) {
            values.put(key, Map.entry(value, clock.instant().plus(timeToLive)));
        }
    }
}
