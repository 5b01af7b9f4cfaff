package io.polyclerk.core.fake;

import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.StoreCapabilities;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store that has nothing and can nothing; tests add what they are about. */
public class EmptyStore implements StoreAdapter {

    @Override
    public void check() {}

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(Set.of(), false);
    }

    @Override
    public Optional<Order> findOrder(String orderNumber) {
        return Optional.empty();
    }

    @Override
    public List<Order> ordersOf(CustomerMatch customer, int limit) {
        return List.of();
    }

    @Override
    public List<Product> searchProducts(String words, int limit) {
        return List.of();
    }

    @Override
    public List<ShopPolicy> policies() {
        return List.of();
    }

    @Override
    public WebhookOutcome<StoreEvent> receive(WebhookRequest request) {
        return WebhookOutcome.rejected(404, "no webhooks");
    }

    @Override
    public void close() {}
}
