package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The parcels of an order, from what WooCommerce itself and the common tracking plugins write down. One that several of them know is told
 * once.
 *
 * @param fulfillments of the order, as WooCommerce itself keeps them
 */
record Shipments(List<Shipment> parcels, List<Fulfillment> fulfillments) {

    static Shipments of(JsonNode order, List<JsonNode> fulfillments, boolean settled) {
        // That a parcel was sent says nothing about where it is once the shop has closed the order.
        ShipmentStatus sent = settled ? ShipmentStatus.UNKNOWN : ShipmentStatus.IN_TRANSIT;
        List<Fulfillment> made = Fulfillment.of(order, fulfillments);
        Map<String, Shipment> found = new LinkedHashMap<>();
        made.stream()
                .flatMap(one -> one.shipment(sent))
                .forEach(one -> found.put(one.trackingNumber() == null ? one.id() : one.trackingNumber(), one));
        TrackingPlugins.parcels(order).forEach(parcel -> add(found, parcel, sent));
        return new Shipments(List.copyOf(found.values()), made);
    }

    private static void add(Map<String, Shipment> found, Parcel parcel, ShipmentStatus sent) {
        String number = parcel.number();
        if (number == null) {
            return;
        }
        Shipment known = found.get(number);
        if (known == null) {
            found.put(number, parcel.as(number, sent));
            return;
        }
        List<String> lines = new ArrayList<>(known.lineIds());
        parcel.lines().stream().filter(line -> !lines.contains(line)).forEach(lines::add);
        found.put(
                number,
                new Shipment(
                        known.id(),
                        known.status(),
                        known.carrier(),
                        number,
                        known.trackingUrl(),
                        known.shippedAt(),
                        null,
                        null,
                        lines,
                        null));
    }

    /** Where an order stands that its status only calls "processing". */
    OrderStatus progress(JsonNode order) {
        List<Shipment> left = parcels.stream()
                .filter(one -> one.status() != ShipmentStatus.PREPARING)
                .toList();
        if (left.isEmpty()) {
            return OrderStatus.PROCESSING;
        }
        boolean linesKnown = left.stream().noneMatch(one -> one.lineIds().isEmpty());
        List<String> gone = Stream.concat(
                        left.stream().flatMap(one -> one.lineIds().stream()),
                        downloads().flatMap(one -> one.parcel().lines().stream()))
                .toList();
        boolean all = StreamSupport.stream(order.path("line_items").spliterator(), false)
                .allMatch(line -> gone.contains(line.path("id").asText()));
        // Downloads alone make WooCommerce write this, too.
        boolean partly = "partially_fulfilled".equals(Json.text(Json.meta(order), "_fulfillment_status"))
                && downloads().count() < fulfillments.size();
        return partly || (linesKnown && !all) ? OrderStatus.PARTLY_SHIPPED : OrderStatus.SHIPPED;
    }

    private Stream<Fulfillment> downloads() {
        return fulfillments.stream().filter(Fulfillment::atPayment);
    }
}
