package io.polyclerk.server.proactive;

import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.spi.store.Customer;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An order that never was, to show words with. */
public final class ExampleOrder {

    /** Its parcel. */
    public static final String PARCEL = "parcel";

    private ExampleOrder() {}

    public static Order of(Occasion occasion, Instant now) {
        boolean isUnpaid = occasion == Occasion.PAYMENT_REMINDER;
        boolean isHere = occasion == Occasion.ORDER_DELIVERED || occasion == Occasion.REVIEW_REQUEST;
        return new Order(
                "example",
                "1001",
                "1",
                isUnpaid ? OrderStatus.AWAITING_PAYMENT : isHere ? OrderStatus.DELIVERED : OrderStatus.SHIPPED,
                isUnpaid ? PaymentStatus.UNPAID : PaymentStatus.PAID,
                now.minus(Duration.ofDays(2)),
                now,
                Money.of("59.90", "EUR"),
                List.of(),
                new Customer(null, null, null, null),
                null,
                null,
                isUnpaid ? List.of() : List.of(parcel(isHere, now)),
                List.of(),
                List.of(),
                null,
                URI.create("https://shop.example/orders/1001"));
    }

    private static Shipment parcel(boolean isHere, Instant now) {
        return new Shipment(
                PARCEL,
                isHere ? ShipmentStatus.DELIVERED : ShipmentStatus.IN_TRANSIT,
                "DHL",
                "JD0146000028",
                URI.create("https://parcels.example/JD0146000028"),
                now,
                isHere ? null : now.plus(Duration.ofDays(3)),
                isHere ? now : null,
                List.of(),
                null);
    }
}
