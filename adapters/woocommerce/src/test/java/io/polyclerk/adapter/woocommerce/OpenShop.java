package io.polyclerk.adapter.woocommerce;

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

    static final String WEBHOOK_SECRET = "fernwick-webhook-secret";

    private static final HttpClient LENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private OpenShop() {}

    static Map<String, String> settings(ShopSimulator shop) {
        return new HashMap<>(Map.of(
                "shopUrl",
                shop.address(),
                "consumerKey",
                ShopSimulator.KEY,
                "consumerSecret",
                ShopSimulator.SECRET,
                "webhookSecret",
                WEBHOOK_SECRET,
                "trustedCertificate",
                ShopSimulator.authority()));
    }

    static WooCommerceAdapter adapter(ShopSimulator shop, Clock clock) {
        return adapter(settings(shop), clock);
    }

    static WooCommerceAdapter adapter(Map<String, String> settings, Clock clock) {
        return (WooCommerceAdapter)
                new WooCommerceProvider().open(new Connection(new ConnectionId("wc1"), settings), context(clock));
    }

    static AdapterContext context(Clock clock) {
        return context(clock, LENT);
    }

    static AdapterContext context(Clock clock, HttpClient http) {
        return new AdapterContext(
                http,
                clock,
                new Cache(),
                id -> {
                    throw new IllegalStateException("a store has no uploads");
                },
                Path.of("unused"));
    }

    private static final class Cache implements KeyValueStore {
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
