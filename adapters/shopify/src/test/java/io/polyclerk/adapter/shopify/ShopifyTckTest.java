package io.polyclerk.adapter.shopify;

import io.polyclerk.core.fake.HandClock;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Money;
import io.polyclerk.tck.PlatformAnswer;
import io.polyclerk.tck.StoreAdapterTck;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** Through the GraphQL interface; {@link ReadingTest} and {@link ActionsTest} look at both. */
class ShopifyTckTest extends StoreAdapterTck {

    private final ShopSimulator simulator = new ShopSimulator(new HandClock(OpenShop.START));

    @AfterEach
    void closeShop() {
        simulator.close();
    }

    @Override
    public String adapterId() {
        return "shopify";
    }

    @Override
    public Connection connection(URI platform) {
        Map<String, String> settings = new HashMap<>(OpenShop.settings(simulator, "graphql"));
        settings.put("apiBase", platform.toString());
        return new Connection(new ConnectionId("shop1"), settings);
    }

    @Override
    public Connection shop() {
        return new Connection(new ConnectionId("shop1"), OpenShop.settings(simulator, "graphql"));
    }

    @Override
    public KnownOrder knownOrder() {
        return new KnownOrder(
                "1001",
                Money.of("40.00", "GBP"),
                Instant.parse("2026-11-21T08:00:00Z"),
                new CustomerMatch.ByEmail("lena@mail.example"),
                2);
    }

    @Override
    public CustomerMatch stranger() {
        return new CustomerMatch.ByEmail("ena@mail.example");
    }

    @Override
    public String productWords() {
        return "jacket";
    }

    @Override
    public Map<PlatformAnswer.Answer, Class<? extends AdapterException>> errors() {
        return Map.of(
                PlatformAnswer.json(401, "{\"errors\":\"[API] Invalid API key or access token\"}"),
                AdapterException.CredentialsRejected.class,
                PlatformAnswer.json(423, "{\"errors\":\"Locked\"}"),
                AdapterException.CredentialsRejected.class,
                PlatformAnswer.json(
                        200, "{\"errors\":[{\"message\":\"Throttled\",\"extensions\":{\"code\":\"THROTTLED\"}}]}"),
                AdapterException.RateLimited.class,
                PlatformAnswer.json(
                        200, "{\"errors\":[{\"message\":\"No\",\"extensions\":{\"code\":\"ACCESS_DENIED\"}}]}"),
                AdapterException.CredentialsRejected.class,
                PlatformAnswer.json(500, "{\"errors\":\"Internal\"}"),
                AdapterException.Unavailable.class);
    }

    @Override
    public Optional<WebhookRequest> genuineWebhook() {
        return Optional.of(WebhooksTest.request("orders/updated", "{\"id\":1,\"name\":\"#1001\"}", Map.of()));
    }

    @Override
    public Optional<WebhookRequest> forgedWebhook() {
        return Optional.of(WebhooksTest.request(
                "orders/updated", "{\"id\":1,\"name\":\"#1001\"}", Map.of("x-shopify-hmac-sha256", "AAAA")));
    }
}
