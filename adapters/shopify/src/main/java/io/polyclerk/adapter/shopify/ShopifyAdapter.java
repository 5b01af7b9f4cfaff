package io.polyclerk.adapter.shopify;

import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.Coupons;
import io.polyclerk.spi.OrderActions;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.Reconciliation;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.StoreCapabilities;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.UsageBilling;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRegistration;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.store.Coupon;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import io.polyclerk.support.Pictures;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One shop. */
final class ShopifyAdapter
        implements StoreAdapter,
                OrderActions,
                Coupons,
                ProductListing,
                Reconciliation,
                WebhookRegistration,
                UsageBilling {

    private static final int LONGEST_NUMBER = 60;

    private final StoreCapabilities capabilities;
    private final HttpClient http;
    private final Shop shop;
    private final ShopifyWriter writer;
    private final ShopifyWebhooks webhooks;
    private final ProductSearch products;
    private final @Nullable ShopifyBilling billing;
    private final @Nullable GraphDiscounts discounts;

    ShopifyAdapter(Connection connection, AdapterContext context) {
        http = context.http();
        ShopifyApi api = new ShopifyApi(connection, context);
        shop = switch (Objects.requireNonNullElse(connection.setting("api"), "graphql")) {
            case "graphql" -> new GraphShop(api);
            case "rest" -> new RestShop(api);
            default -> throw new AdapterException.CredentialsRejected("api is either graphql or rest");
        };
        String secret = connection.setting("clientSecret");
        capabilities = new StoreCapabilities(shop.changes().actions(), secret != null);
        writer = new ShopifyWriter(api, shop);
        webhooks = new ShopifyWebhooks(
                secret == null ? null : secret.strip(),
                api.shop(),
                connection.id().value(),
                shop);
        products = new ProductSearch(shop, context.clock());
        GraphQl graph = shop instanceof GraphShop known ? known.graph() : null;
        billing = graph == null ? null : new ShopifyBilling(graph);
        discounts = graph == null ? null : new GraphDiscounts(graph);
    }

    @Override
    public void check() {
        shop.check();
    }

    @Override
    public StoreCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public Optional<Order> findOrder(String orderNumber) {
        String wanted = States.number(orderNumber);
        if (wanted.isEmpty() || wanted.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        List<Order> found = shop.named(wanted);
        // A merchant may have given two orders one name: then nobody knows which is meant.
        return found.size() == 1 && found.get(0).number().equalsIgnoreCase(wanted)
                ? Optional.of(found.get(0))
                : Optional.empty();
    }

    @Override
    public List<Order> ordersOf(CustomerMatch customer, int limit) {
        if (limit < 1) {
            return List.of();
        }
        return switch (customer) {
            case CustomerMatch.ByEmail known ->
                known.email().isBlank() ? List.of() : shop.ofEmail(known.email().strip(), limit);
            case CustomerMatch.ByPhone known -> ofPhone(known.phone().strip(), limit);
            case CustomerMatch.ById known -> ofCustomer(known.customerId(), limit);
        };
    }

    /** Orders cannot be searched by phone, but customers can; guests are not found that way. */
    private List<Order> ofPhone(String phone, int limit) {
        return phone.matches("\\+[1-9]\\d{6,14}")
                ? shop.customerWithPhone(phone)
                        .map(id -> shop.ofCustomer(id, limit))
                        .orElse(List.of())
                : List.of();
    }

    private List<Order> ofCustomer(String id, int limit) {
        return id.matches("[1-9]\\d{0,18}") ? shop.ofCustomer(id, limit) : List.of();
    }

    @Override
    public List<Product> searchProducts(String words, int limit) {
        return products.search(words, limit);
    }

    /** The older interface needs three calls for a code, one of them to an address that the shop names; it tells none. */
    @Override
    public boolean tellsCoupons() {
        return discounts != null && discounts.areTold();
    }

    @Override
    public Optional<Coupon> findCoupon(String code) {
        return discounts == null ? Optional.empty() : discounts.find(code);
    }

    @Override
    public Page products(@Nullable String after, int limit) {
        return shop.listed(after, limit);
    }

    @Override
    public InputStream openPicture(Product product) {
        return Pictures.open(http, product.picture());
    }

    @Override
    public List<ShopPolicy> policies() {
        return shop.policies();
    }

    @Override
    public Order perform(OrderAction action, String idempotencyKey, String expectedRevision) {
        return writer.perform(action, idempotencyKey, expectedRevision);
    }

    @Override
    public List<Order> changedSince(Instant since, int limit) {
        return limit < 1 ? List.of() : shop.changedSince(since, limit);
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
    public Proposal propose(Offer offer) {
        return billing().propose(offer);
    }

    @Override
    public Optional<Agreement> agreement() {
        return billing().agreement();
    }

    @Override
    public String charge(Agreement agreement, Money amount, String description, String idempotencyKey) {
        return billing().charge(agreement, amount, description, idempotencyKey);
    }

    /** Only apps bill, and apps are closed to the older interface. */
    private ShopifyBilling billing() {
        if (billing == null) {
            throw new AdapterException.Unsupported("the older interface of the shop knows no billing");
        }
        return billing;
    }
}
