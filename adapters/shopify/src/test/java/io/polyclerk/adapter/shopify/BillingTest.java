package io.polyclerk.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.UsageBilling.Agreement;
import io.polyclerk.spi.UsageBilling.Offer;
import io.polyclerk.spi.UsageBilling.Proposal;
import io.polyclerk.spi.store.Money;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a merchant owes, collected by the platform. */
class BillingTest {

    private static final Offer OFFER = new Offer(
            "By conversations",
            "0.12 USD a conversation",
            Money.of("50.00", "USD"),
            URI.create("https://bot.shop.example/console/"),
            true);

    private ShopSimulator shop;
    private ShopifyAdapter adapter;

    @BeforeEach
    void open() throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-11-26T10:00:00Z"), ZoneOffset.UTC);
        shop = new ShopSimulator(clock);
        adapter = OpenShop.adapter(shop, "graphql", clock);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void nothingHoldsBeforeTheMerchantHasAgreed() {
        Proposal proposal = adapter.propose(OFFER);
        assertThat(proposal.page().getHost()).isEqualTo(ShopSimulator.SHOP);
        assertThat(adapter.agreement()).isEmpty();
        shop.graph.changes.subscriptions.approve();
        assertThat(adapter.agreement()).hasValueSatisfying(agreed -> {
            assertThat(agreed.id()).isEqualTo(proposal.id());
            assertThat(agreed.cap()).isEqualTo(Money.of("50.00", "USD"));
            assertThat(agreed.used().isZero()).isTrue();
        });
    }

    @Test
    void oneKeyIsChargedOnce() {
        Agreement agreed = agreed();
        String first = adapter.charge(agreed, Money.of("19.00", "USD"), "fern-2026-11", "fern-2026-11");
        assertThat(adapter.charge(agreed, Money.of("19.00", "USD"), "fern-2026-11", "fern-2026-11"))
                .isEqualTo(first);
        assertThat(shop.graph.changes.subscriptions.used()).isEqualByComparingTo("19.00");
        assertThat(adapter.agreement().orElseThrow().used()).isEqualTo(Money.of("19.00", "USD"));
    }

    @Test
    void beyondTheCapThePlatformSaysNo() {
        Agreement agreed = agreed();
        adapter.charge(agreed, Money.of("49.99", "USD"), "one", "one");
        assertThatThrownBy(() -> adapter.charge(agreed, Money.of("0.02", "USD"), "two", "two"))
                .isInstanceOf(AdapterException.Refused.class);
        assertThat(shop.graph.changes.subscriptions.records).containsOnlyKeys("one");
    }

    @Test
    void theOlderInterfaceDoesNotBill() {
        ShopifyAdapter rest = OpenShop.adapter(shop, "rest", Clock.systemUTC());
        assertThatThrownBy(() -> rest.propose(OFFER)).isInstanceOf(AdapterException.Unsupported.class);
    }

    private Agreement agreed() {
        adapter.propose(OFFER);
        shop.graph.changes.subscriptions.approve();
        return adapter.agreement().orElseThrow();
    }
}
