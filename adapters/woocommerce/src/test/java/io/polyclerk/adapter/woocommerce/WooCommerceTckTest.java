package io.polyclerk.adapter.woocommerce;

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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** On the simulated shop: the adapter speaks to nobody without HTTPS, so errors are sorted in {@link ConnectingTest}. */
class WooCommerceTckTest extends StoreAdapterTck {

    private final ShopSimulator simulator = new ShopSimulator(new HandClock(OpenShop.START));

    @AfterEach
    void closeShop() {
        simulator.close();
    }

    @Override
    public String adapterId() {
        return "woocommerce";
    }

    @Override
    public Connection connection(URI platform) {
        return shop();
    }

    @Override
    public Connection shop() {
        return new Connection(new ConnectionId("wc1"), OpenShop.settings(simulator));
    }

    @Override
    public KnownOrder knownOrder() {
        return new KnownOrder(
                "235",
                Money.of("105.28", "GBP"),
                Instant.parse("2026-10-22T21:44:03Z"),
                new CustomerMatch.ByEmail("liam.nguyen@mail.example"),
                3);
    }

    @Override
    public CustomerMatch stranger() {
        return new CustomerMatch.ByEmail("iam.nguyen@mail.example");
    }

    @Override
    public String productWords() {
        return "tent";
    }

    @Override
    public Map<PlatformAnswer.Answer, Class<? extends AdapterException>> errors() {
        return Map.of();
    }

    @Override
    public Optional<WebhookRequest> genuineWebhook() {
        return Optional.of(WebhooksTest.signed(
                "order.updated", "{\"id\":235,\"date_modified_gmt\":\"2026-11-24T08:00:00\"}", "d1"));
    }

    @Override
    public Optional<WebhookRequest> forgedWebhook() {
        WebhookRequest other = WebhooksTest.signed("order.updated", "{\"id\":236}", "d1");
        return genuineWebhook()
                .map(real -> new WebhookRequest(
                        real.method(), other.headers(), real.query(), real.body(), real.receivedAt()));
    }
}
