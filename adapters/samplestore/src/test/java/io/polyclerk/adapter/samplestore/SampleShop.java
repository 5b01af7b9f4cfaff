package io.polyclerk.adapter.samplestore;

import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Order;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;

/** The shop as tests meet it: opened the way the server opens it, at a fixed time, with nothing lent but a clock and a folder. */
final class SampleShop {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private SampleShop() {}

    static SampleStoreAdapter open(Path home) {
        return open(home, NOW);
    }

    static SampleStoreAdapter open(Path home, Instant now) {
        AdapterProvider provider =
                ServiceLoader.load(AdapterProvider.class).findFirst().orElseThrow();
        Connection connection = new Connection(new ConnectionId("shop1"), Map.of());
        AdapterContext context = new AdapterContext(null, Clock.fixed(now, ZoneOffset.UTC), null, null, home);
        return (SampleStoreAdapter) provider.open(connection, context);
    }

    static List<JsonObject> products() {
        return Catalogue.read("products.json").getJsonArray("products").getValuesAs(JsonObject.class);
    }

    static List<Order> orders(SampleStoreAdapter shop) {
        return IntStream.rangeClosed(1001, 1060)
                .mapToObj(number -> shop.findOrder(String.valueOf(number)).orElseThrow())
                .toList();
    }
}
