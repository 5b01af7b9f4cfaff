package io.polyclerk.spi.store;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One parcel of an order.
 *
 * @param lineIds positions inside; empty when the store does not tell
 * @param lastEvent the carrier's newest words, as given
 */
public record Shipment(
        String id,
        ShipmentStatus status,
        @Nullable String carrier,
        @Nullable String trackingNumber,
        @Nullable URI trackingUrl,
        @Nullable Instant shippedAt,
        @Nullable Instant estimatedDelivery,
        @Nullable Instant deliveredAt,
        List<String> lineIds,
        @Nullable String lastEvent) {

    public Shipment {
        lineIds = List.copyOf(lineIds);
    }
}
