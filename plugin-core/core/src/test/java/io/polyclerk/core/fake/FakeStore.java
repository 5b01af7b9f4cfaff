package io.polyclerk.core.fake;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Coupons;
import io.polyclerk.spi.OrderActions;
import io.polyclerk.spi.OrderNotes;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.StoreCapabilities;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Coupon;
import io.polyclerk.spi.store.Customer;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderLine;
import io.polyclerk.spi.store.OrderNote;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import io.polyclerk.spi.store.ShopPolicy;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A shop with a few orders. */
public final class FakeStore implements StoreAdapter, OrderActions, Coupons, OrderNotes, ProductListing {

    private static final String BOILS = "Boils.";

    public static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    /** What the shop says of its kettle. */
    public String productWords = BOILS;

    public final List<Order> orders = new ArrayList<>();
    /** By their codes; null for a shop that has no coupons. */
    public @Nullable Map<String, Coupon> coupons;

    /** What the shop wrote to the customer, by the id of the order. */
    public final Map<String, List<OrderNote>> notes = new HashMap<>();

    public boolean notesDown;
    public boolean down;
    public Set<Class<? extends OrderAction>> actions = Set.of(
            OrderAction.Cancel.class,
            OrderAction.RefundMoney.class,
            OrderAction.RequestReturn.class,
            OrderAction.ChangeAddress.class);
    /** Whether a cancellation gives the money back by itself. */
    public boolean refundsOnCancel;

    public final List<OrderAction> performed = new ArrayList<>();
    public final Deque<RuntimeException> failures = new ArrayDeque<>();
    private final Map<String, String> done = new HashMap<>();

    public FakeStore() {
        orders.add(order("1", "1001", "mei.lin@mail.example", "+44 7700 900115", "SW1A 1AA", "cust-1"));
        orders.add(order("2", "1002", "omar@mail.example", "+49 30 1234567", "10115", "cust-2"));
        orders.add(placed("3", "2001", OrderStatus.PROCESSING, PaymentStatus.PAID));
        orders.add(placed("4", "2002", OrderStatus.DELIVERED, PaymentStatus.PAID));
        orders.add(placed("5", "2003", OrderStatus.AWAITING_PAYMENT, PaymentStatus.UNPAID));
    }

    /** An order of Mei Lin with two lines that has not left, or has arrived. */
    public static Order placed(String id, String number, OrderStatus status, PaymentStatus payment) {
        Order base = order(id, number, "mei.lin@mail.example", "+44 7700 900115", "SW1A 1AA", "cust-1");
        return new Order(
                base.id(),
                base.number(),
                base.revision(),
                status,
                payment,
                base.placedAt(),
                base.updatedAt(),
                Money.of("60.00", "GBP"),
                List.of(
                        new OrderLine("l1", "p1", "v1", "KETTLE-1", "Kettle", 2, Money.of("40.00", "GBP")),
                        new OrderLine("l2", "p2", "v2", "MUG-1", "Mug", 1, Money.of("20.00", "GBP"))),
                base.customer(),
                base.billingAddress(),
                base.shippingAddress(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null);
    }

    public Order order(String number) {
        return orders.stream()
                .filter(order -> order.number().equals(number))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public boolean tellsCoupons() {
        return coupons != null;
    }

    @Override
    public Optional<Coupon> findCoupon(String code) {
        return Optional.ofNullable(coupons).map(all -> all.get(code.toLowerCase(Locale.ROOT)));
    }

    @Override
    public List<OrderNote> notesOf(String orderId, int limit) {
        if (notesDown) {
            throw new AdapterException.Unavailable("the notes are away", false, null);
        }
        return notes.getOrDefault(orderId, List.of()).stream().limit(limit).toList();
    }

    @Override
    public Order perform(OrderAction action, String idempotencyKey, String expectedRevision) {
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        Order order = orders.stream()
                .filter(known -> known.id().equals(action.orderId()))
                .findFirst()
                .orElseThrow(() -> new AdapterException.Refused("no such order"));
        if (done.containsKey(idempotencyKey)) {
            return order;
        }
        if (!order.revision().equals(expectedRevision)) {
            throw new AdapterException.Refused("the order has changed");
        }
        Order after = Changes.apply(order, action, idempotencyKey, refundsOnCancel, NOW);
        orders.replaceAll(known -> known.id().equals(after.id()) ? after : known);
        performed.add(action);
        done.put(idempotencyKey, order.id());
        return after;
    }

    public static Order order(String id, String number, String email, String phone, String postcode, String customer) {
        Address address =
                new Address("Secret Name", "12 Secret Street", null, "Secretville", null, postcode, "GB", phone);
        Shipment shipment = new Shipment(
                "s" + id,
                ShipmentStatus.IN_TRANSIT,
                "Northpost",
                "NP" + number + "X",
                URI.create("https://track.example/NP" + number + "X"),
                NOW.minusSeconds(86_400),
                NOW.plusSeconds(86_400),
                null,
                List.of(),
                null);
        return new Order(
                id,
                number,
                "r1",
                OrderStatus.SHIPPED,
                PaymentStatus.PAID,
                NOW.minusSeconds(400_000),
                NOW,
                Money.of("49.90", "GBP"),
                List.of(),
                new Customer(customer, "Secret Name", email, phone),
                address,
                address,
                List.of(shipment),
                List.of(),
                List.of(),
                null,
                null);
    }

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(actions, false);
    }

    @Override
    public Optional<Order> findOrder(String orderNumber) {
        if (down) {
            throw new AdapterException.Unavailable("the shop is down", false, null);
        }
        return orders.stream()
                .filter(order -> order.number().equals(orderNumber))
                .findFirst();
    }

    @Override
    public List<Order> ordersOf(CustomerMatch customer, int limit) {
        return customer instanceof CustomerMatch.ById byId
                ? orders.stream()
                        .filter(order ->
                                byId.customerId().equals(order.customer().id()))
                        .limit(limit)
                        .toList()
                : List.of();
    }

    /** Whether it tells all that it has. */
    public boolean lists = true;

    @Override
    public boolean listsProducts() {
        return lists;
    }

    @Override
    public Page products(@Nullable String after, int limit) {
        List<Product> all = new ArrayList<>(searchProducts("kettle", 1));
        all.addAll(List.of(watch(), jumper(), inColours("Scarf", "Red", "Blue"), inColours("Coat", "Black")));
        return new Page(all, null);
    }

    @Override
    public InputStream openPicture(Product product) {
        throw new AdapterException.Refused("no pictures");
    }

    private static Product jumper() {
        Stock stock = new Stock(Stock.State.IN_STOCK, null, null, NOW);
        List<Variant> all = new ArrayList<>();
        for (String size : List.of("S", "M", "XL")) {
            for (String colour : List.of("Red", "Green")) {
                Map<String, String> options = Map.of("Size", size, "Colour", colour);
                all.add(new Variant(size + colour, size, size, options, Money.of("70", "EUR"), null, null, stock));
            }
        }
        return new Product("p3", "Jumper", null, null, null, List.of("Fashion"), Map.of(), all);
    }

    private static Product watch() {
        Stock stock = new Stock(Stock.State.IN_STOCK, null, null, NOW);
        List<Variant> sizes = List.of(
                new Variant("w42", "W-42", "42 mm", Map.of("Size", "42 mm"), Money.of("50", "EUR"), null, null, stock),
                new Variant("w46", "W-46", "46 mm", Map.of("Size", "46 mm"), Money.of("60", "EUR"), null, null, stock));
        return new Product("p2", "Watch", null, null, null, List.of(), Map.of(), sizes);
    }

    private static Product inColours(String title, String... colours) {
        Stock stock = new Stock(Stock.State.IN_STOCK, null, null, NOW);
        List<Variant> variants = java.util.Arrays.stream(colours)
                .map(colour -> new Variant(
                        title + colour,
                        title + colour,
                        title,
                        Map.of("Colour", colour),
                        Money.of("20", "EUR"),
                        null,
                        null,
                        stock))
                .toList();
        return new Product(title, title, null, null, null, List.of(), Map.of(), variants);
    }

    @Override
    public List<Product> searchProducts(String words, int limit) {
        String lower = words.toLowerCase(Locale.ROOT);
        if (lower.contains("watch")) {
            return List.of(watch());
        }
        if (lower.contains("jumper")) {
            return List.of(jumper());
        }
        if (lower.contains("scarf")) {
            return List.of(inColours("Scarf", "Red", "Blue"));
        }
        if (lower.contains("coat") || lower.contains("black")) {
            return List.of(inColours("Coat", "Black"));
        }
        if (!lower.contains("kettle") && !lower.contains("42")) {
            return List.of();
        }
        Variant variant = new Variant(
                "v1",
                "KETTLE-1",
                "Kettle",
                Map.of(),
                Money.of("30", "EUR"),
                Money.of("40", "EUR"),
                null,
                new Stock(Stock.State.IN_STOCK, 2, null, NOW));
        Map<String, String> facts = productWords.equals(BOILS) ? Map.of() : Map.of("Note", productWords);
        return List.of(
                new Product("p1", "Kettle", productWords, null, null, List.of("Kitchen"), facts, List.of(variant)));
    }

    @Override
    public List<ShopPolicy> policies() {
        return List.of(
                new ShopPolicy(
                        ShopPolicy.Kind.RETURNS, "en", "Returns", "30 days.", URI.create("https://shop.example/r")),
                new ShopPolicy(ShopPolicy.Kind.RETURNS, "zh", "退货", "三十天。", null));
    }

    @Override
    public WebhookOutcome<StoreEvent> receive(WebhookRequest request) {
        return WebhookOutcome.rejected(404, "no webhooks");
    }

    @Override
    public void check() {
        if (down) {
            throw new AdapterException.Unavailable("the shop is down", false, null);
        }
    }
}
