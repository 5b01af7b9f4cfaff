package io.polyclerk.spi.store;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as the store holds it.
 *
 * @param id the store's own id
 * @param number what shoppers call it, without a leading {@code #}
 * @param revision changes whenever the order changes in a way that matters to an action
 * @param statusPage where the shopper can look, as far as the store has such a page
 */
public record Order(
        String id,
        String number,
        String revision,
        OrderStatus status,
        PaymentStatus payment,
        Instant placedAt,
        Instant updatedAt,
        Money total,
        List<OrderLine> lines,
        Customer customer,
        @Nullable Address billingAddress,
        @Nullable Address shippingAddress,
        List<Shipment> shipments,
        List<Refund> refunds,
        List<ReturnRequest> returns,
        @Nullable String paymentMethod,
        @Nullable URI statusPage) {

    public Order {
        lines = List.copyOf(lines);
        shipments = List.copyOf(shipments);
        refunds = List.copyOf(refunds);
        returns = List.copyOf(returns);
    }

    /** Orders hold personal data: only the store's id is printed. */
    @Override
    public String toString() {
        return "Order[" + id + "]";
    }
}
