package ${package};

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Customer;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderLine;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import io.polyclerk.spi.store.ShopPolicy;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates what ${name} answers. Amounts are texts there and stay exact; what an order lacks is an outage, never a guess. */
final class ${name}Reader {

    private final Clock clock;

    ${name}Reader(Clock clock) {
        this.clock = clock;
    }

    Order order(JsonObject order) {
        try {
            String currency = required(order, "currency");
            return new Order(
                    required(order, "id"),
                    required(order, "number"),
                    required(order, "changed"),
                    status(text(order, "state")),
                    order.getBoolean("paid", false) ? PaymentStatus.PAID : PaymentStatus.UNPAID,
                    Instant.parse(required(order, "placed")),
                    Instant.parse(required(order, "changed")),
                    Money.of(required(order, "total"), currency),
                    objects(order, "lines").stream()
                            .map(line -> line(line, currency))
                            .toList(),
                    customer(object(order, "customer")),
                    null,
                    address(object(order, "address")),
                    objects(order, "parcels").stream().map(${name}Reader::parcel).toList(),
                    List.of(),
                    List.of(),
                    null,
                    null);
        } catch (IllegalArgumentException | java.time.DateTimeException bent) {
            throw new AdapterException.Unavailable("${name} answered an order that cannot be read", false, bent);
        }
    }

    private static OrderLine line(JsonObject line, String currency) {
        return new OrderLine(
                required(line, "id"),
                text(line, "product"),
                null,
                text(line, "sku"),
                required(line, "title"),
                line.getInt("quantity", 1),
                Money.of(required(line, "total"), currency));
    }

    private static Customer customer(JsonObject customer) {
        return new Customer(
                text(customer, "id"), text(customer, "name"), text(customer, "email"), text(customer, "phone"));
    }

    private static @Nullable Address address(JsonObject address) {
        return address.isEmpty()
                ? null
                : new Address(
                        text(address, "name"),
                        text(address, "street"),
                        null,
                        text(address, "city"),
                        null,
                        text(address, "postcode"),
                        text(address, "country"),
                        null);
    }

    private static Shipment parcel(JsonObject parcel) {
        String link = text(parcel, "link");
        return new Shipment(
                required(parcel, "id"),
                "arrived".equals(text(parcel, "state")) ? ShipmentStatus.DELIVERED : ShipmentStatus.IN_TRANSIT,
                text(parcel, "carrier"),
                text(parcel, "number"),
                link == null ? null : URI.create(link),
                null,
                null,
                null,
                List.of(),
                null);
    }

    private static OrderStatus status(@Nullable String state) {
        return switch (state == null ? "" : state.toLowerCase(Locale.ROOT)) {
            case "open" -> OrderStatus.PROCESSING;
            case "sent" -> OrderStatus.SHIPPED;
            case "arrived" -> OrderStatus.DELIVERED;
            case "cancelled" -> OrderStatus.CANCELLED;
            default -> OrderStatus.UNKNOWN;
        };
    }

    Product product(JsonObject product) {
        String currency = required(product, "currency");
        Variant only = new Variant(
                required(product, "id"),
                text(product, "sku"),
                required(product, "title"),
                Map.of(),
                Money.of(required(product, "price"), currency),
                null,
                null,
                new Stock(
                        product.getBoolean("available", false) ? Stock.State.IN_STOCK : Stock.State.OUT_OF_STOCK,
                        null,
                        null,
                        clock.instant()));
        return new Product(
                required(product, "id"),
                required(product, "title"),
                text(product, "about"),
                null,
                null,
                List.of(),
                Map.of(),
                List.of(only));
    }

    ShopPolicy policy(JsonObject policy) {
        ShopPolicy.Kind kind = "returns".equals(text(policy, "kind")) ? ShopPolicy.Kind.RETURNS : ShopPolicy.Kind.OTHER;
        return new ShopPolicy(
                kind, required(policy, "language"), required(policy, "title"), required(policy, "text"), null);
    }

    private static List<JsonObject> objects(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonArray array ? array.getValuesAs(JsonObject.class) : List.of();
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static @Nullable String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString string ? string.getString() : null;
    }

    private static String required(JsonObject object, String name) {
        String value = text(object, name);
        if (value == null) {
            throw new AdapterException.Unavailable("${name} answered without " + name, false, null);
        }
        return value;
    }
}
