package io.polyclerk.adapter.samplestore;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Coupons;
import io.polyclerk.spi.OrderActions;
import io.polyclerk.spi.OrderNotes;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.Reconciliation;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.StoreCapabilities;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.store.Coupon;
import io.polyclerk.spi.store.Customer;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderNote;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import jakarta.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sample store as core sees it: a fixed catalogue, and orders that can be changed. */
final class SampleStoreAdapter
        implements StoreAdapter, OrderActions, OrderNotes, Coupons, ProductListing, Reconciliation {

    private static final StoreCapabilities CAPABILITIES = new StoreCapabilities(
            Set.of(
                    OrderAction.Cancel.class,
                    OrderAction.RefundMoney.class,
                    OrderAction.RequestReturn.class,
                    OrderAction.ChangeAddress.class,
                    OrderAction.AddNote.class),
            false);

    private final OrderBook book;
    private final Clock clock;

    SampleStoreAdapter(OrderBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    @Override
    public void check() {
        book.openedOn();
    }

    @Override
    public StoreCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Optional<Order> findOrder(String orderNumber) {
        String wanted = orderNumber.strip();
        String number = wanted.startsWith("#") ? wanted.substring(1) : wanted;
        return book.orders().stream()
                .filter(order -> order.number().equals(number))
                .findFirst();
    }

    @Override
    public List<Order> ordersOf(CustomerMatch customer, int limit) {
        return book.orders().stream()
                .filter(order -> matches(order.customer(), customer))
                .sorted(Comparator.comparing(Order::placedAt).reversed())
                .limit(Math.max(0, limit))
                .toList();
    }

    private static boolean matches(Customer customer, CustomerMatch wanted) {
        return switch (wanted) {
            case CustomerMatch.ByEmail wantedEmail -> wantedEmail.email().equalsIgnoreCase(customer.email());
            case CustomerMatch.ByPhone wantedPhone ->
                customer.phone() != null && digits(wantedPhone.phone()).equals(digits(customer.phone()));
            case CustomerMatch.ById wantedId -> wantedId.customerId().equals(customer.id());
        };
    }

    private static String digits(@Nullable String phone) {
        return phone == null ? "" : phone.replaceAll("[^0-9]", "").replaceFirst("^00", "");
    }

    @Override
    public List<Product> searchProducts(String words, int limit) {
        return Catalogue.search(words, limit, clock.instant(), book.openedOn());
    }

    @Override
    public Page products(@Nullable String after, int limit) {
        List<Product> all = Catalogue.all(clock.instant(), book.openedOn());
        int from = after == null ? 0 : Integer.parseInt(after);
        int to = Math.min(all.size(), from + Math.max(1, limit));
        return new Page(all.subList(Math.min(from, to), to), to < all.size() ? Integer.toString(to) : null);
    }

    @Override
    public InputStream openPicture(Product product) {
        URI picture = product.picture();
        String name = picture == null ? "" : picture.getPath().replaceFirst("^samplestore", "");
        InputStream stream = SampleStoreAdapter.class.getResourceAsStream(name);
        if (stream == null) {
            throw new AdapterException.Refused("this product has no picture");
        }
        return stream;
    }

    @Override
    public List<ShopPolicy> policies() {
        List<JsonObject> policies =
                Catalogue.read("policies.json").getJsonArray("policies").getValuesAs(JsonObject.class);
        return new RecordJson(book.openedOn()).readAll(policies, ShopPolicy.class);
    }

    @Override
    public Optional<Coupon> findCoupon(String code) {
        return Counter.coupon(code, book.openedOn());
    }

    @Override
    public List<OrderNote> notesOf(String orderId, int limit) {
        return Counter.notes(orderId, book.openedOn()).stream()
                .limit(Math.max(0, limit))
                .toList();
    }

    @Override
    public Order perform(OrderAction action, String idempotencyKey, String expectedRevision) {
        return book.perform(action, idempotencyKey, expectedRevision);
    }

    @Override
    public List<Order> changedSince(Instant since, int limit) {
        return book.orders().stream()
                .filter(order -> !order.updatedAt().isBefore(since))
                .sorted(Comparator.comparing(Order::updatedAt))
                .limit(Math.max(0, limit))
                .toList();
    }

    @Override
    public WebhookOutcome<StoreEvent> receive(WebhookRequest request) {
        return WebhookOutcome.rejected(404, "the sample store sends no webhooks");
    }
}
