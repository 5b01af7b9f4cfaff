package io.polyclerk.core.fake;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.StoreCapabilities;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Customer;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import io.polyclerk.spi.store.ShopPolicy;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A shop with a few orders. */
public final class FakeStore implements StoreAdapter {

    public static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    public final List<Order> orders = new ArrayList<>();
    public boolean down;

    public FakeStore() {
        orders.add(order("1", "1001", "mei.lin@mail.example", "+44 7700 900115", "SW1A 1AA", "cust-1"));
        orders.add(order("2", "1002", "omar@mail.example", "+49 30 1234567", "10115", "cust-2"));
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
        return new StoreCapabilities(Set.of(), false);
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

    @Override
    public List<Product> searchProducts(String words, int limit) {
        if (!words.toLowerCase(Locale.ROOT).contains("kettle")) {
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
        return List.of(new Product("p1", "Kettle", "Boils.", null, null, List.of(), Map.of(), List.of(variant)));
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
    public void check() {}
}
