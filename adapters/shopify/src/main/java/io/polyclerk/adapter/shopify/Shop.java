package io.polyclerk.adapter.shopify;

import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import io.polyclerk.support.ProductNames;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shop behind one of the two interfaces that Shopify has. Ids are the plain numbers, which are the same in both and in webhooks. */
interface Shop {

    /** A webhook that the shop sends to an address. */
    record Hook(String id, String topic, String address) {}

    void check();

    Optional<Order> order(String id);

    /** Orders whose name, without {@code #}, is the given one or a near match. */
    List<Order> named(String number);

    List<Order> ofEmail(String email, int limit);

    List<Order> ofCustomer(String customerId, int limit);

    Optional<String> customerWithPhone(String phone);

    List<Order> changedSince(Instant since, int limit);

    /** Everything that is on sale. */
    List<ProductNames.Named> catalogue();

    /** Some of what is on sale, with a few variants of each. @param after as an earlier page gave it */
    ProductListing.Page listed(@Nullable String after, int limit);

    /** Ids of products with a variant that has this code, or a near match of it, each with that variant's id. */
    List<Coded> coded(String sku);

    /** @param variantId the one that was asked for */
    record Coded(String sku, String productId, String variantId) {}

    Optional<Product> product(String id);

    List<ShopPolicy> policies();

    ShopChanges changes();

    List<Hook> hooks();

    void createHook(String topic, URI address);

    void deleteHook(String id);
}
