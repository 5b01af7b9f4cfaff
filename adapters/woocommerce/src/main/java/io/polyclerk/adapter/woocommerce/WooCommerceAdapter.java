package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.Coupons;
import io.polyclerk.spi.OrderActions;
import io.polyclerk.spi.OrderNotes;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.Reconciliation;
import io.polyclerk.spi.ShopPlugin;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.StoreCapabilities;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRegistration;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.store.Coupon;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderNote;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One shop. */
final class WooCommerceAdapter
        implements StoreAdapter,
                OrderActions,
                Coupons,
                OrderNotes,
                ProductListing,
                Reconciliation,
                WebhookRegistration,
                ShopPlugin {

    private static final Set<Class<? extends OrderAction>> ACTIONS = Set.of(
            OrderAction.Cancel.class,
            OrderAction.RefundMoney.class,
            OrderAction.RequestReturn.class,
            OrderAction.ChangeAddress.class,
            OrderAction.AddNote.class);

    private final StoreCapabilities capabilities;
    private final WooCommerceApi api;
    private final OrderSearch orders;
    private final WooCommerceWriter writer;
    private final WooCommerceWebhooks webhooks;
    private final ProductSearch products;
    private final PolicyReader policies;
    private final CouponReader coupons;
    private final NoteReader notes;

    WooCommerceAdapter(Connection connection, AdapterContext context) {
        String secret = connection.setting("webhookSecret");
        capabilities = new StoreCapabilities(ACTIONS, secret != null);
        api = new WooCommerceApi(connection, context);
        WooCommerceReader reader = new WooCommerceReader(api);
        orders = new OrderSearch(api, reader);
        writer = new WooCommerceWriter(api, reader, context.clock());
        webhooks =
                new WooCommerceWebhooks(secret, "Polyclerk " + connection.id().value(), api);
        products = new ProductSearch(api, context.clock());
        policies = new PolicyReader(api);
        coupons = new CouponReader(api);
        notes = new NoteReader(api);
    }

    @Override
    public void check() {
        api.orderPage(Map.of("per_page", 1, "_fields", "id"));
        api.settings().currency();
    }

    @Override
    public StoreCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public Optional<Order> findOrder(String orderNumber) {
        return orders.byNumber(orderNumber);
    }

    @Override
    public List<Order> ordersOf(CustomerMatch customer, int limit) {
        return orders.of(customer, Math.max(0, limit));
    }

    @Override
    public List<Product> searchProducts(String words, int limit) {
        return products.search(words, limit);
    }

    @Override
    public Optional<Coupon> findCoupon(String code) {
        return coupons.find(code);
    }

    @Override
    public List<OrderNote> notesOf(String orderId, int limit) {
        return notes.notes(orderId, limit);
    }

    @Override
    public Page products(@Nullable String after, int limit) {
        return products.page(after, limit);
    }

    @Override
    public InputStream openPicture(Product product) {
        return api.picture(product.picture());
    }

    @Override
    public List<ShopPolicy> policies() {
        return policies.policies();
    }

    @Override
    public Order perform(OrderAction action, String idempotencyKey, String expectedRevision) {
        return writer.perform(action, idempotencyKey, expectedRevision);
    }

    @Override
    public Optional<String> obstacle() {
        return api.mayWrite()
                ? Optional.empty()
                : Optional.of("the shop's key may read but not write, so orders are told and not changed: "
                        + "give it the permission Read/Write under WooCommerce, Settings, Advanced, REST API");
    }

    @Override
    public List<Order> changedSince(Instant since, int limit) {
        return orders.changedSince(since, Math.max(0, limit));
    }

    @Override
    public WebhookOutcome<StoreEvent> receive(WebhookRequest request) {
        return webhooks.receive(request);
    }

    @Override
    public void register(URI address) {
        webhooks.register(address);
    }

    @Override
    public void unregister() {
        webhooks.unregister();
    }

    @Override
    public boolean introduce(String state, Map<String, String> facts) {
        ObjectNode told = WooCommerceApi.object().put("state", state);
        facts.forEach(told::put);
        return api.introduce(told);
    }

    @Override
    public void close() {
        api.close();
    }
}
