package io.polyclerk.spi;

import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import java.util.List;
import java.util.Optional;

/** A connection to a platform where orders live. Every method may block on the platform and throws {@link AdapterException}. */
public non-sealed interface StoreAdapter extends Adapter {

    /** What this connection can do. Constant for its life; what is not declared is never asked for. */
    StoreCapabilities capabilities();

    /**
     * The order that shoppers know by this number, with or without a leading {@code #}; never a near match. What is returned must not
     * leave core before identity is proven for that order.
     */
    Optional<Order> findOrder(String orderNumber);

    /** The newest orders of a customer whom core has verified, newest first, at most {@code limit}. Exact matches only. */
    List<Order> ordersOf(CustomerMatch customer, int limit);

    /** Products that match words of a shopper, best first, at most {@code limit}. Empty when nothing fits. */
    List<Product> searchProducts(String words, int limit);

    /** The shop's own policies in every language it has them in. */
    List<ShopPolicy> policies();

    /** Verifies and translates a webhook of the store; pure, like {@link ChannelAdapter#receive}. */
    WebhookOutcome<StoreEvent> receive(WebhookRequest request);
}
