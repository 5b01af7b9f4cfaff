package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fulfilment as WooCommerce itself keeps it (since 10.1).
 *
 * @param atPayment whether the shop made it by itself when the order was paid, which it does for downloads (WooCommerce 11.0.1,
 *     {@code FulfillmentsSettings::auto_fulfill_items_on_processing}, read 2026-11-26): nothing has left the shop then
 */
record Fulfillment(String id, boolean fulfilled, boolean atPayment, Parcel parcel) {

    /** The shop does it within the request that takes the payment. Nobody packs a parcel that fast. */
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    /** Each of them is written by people and programs that send something. */
    private static final List<String> SIGNS_OF_SENDING =
            List.of("_tracking_number", "_tracking_url", "_shipment_provider", "_provider_name", "_shipping_option");

    /** Those that nobody has taken back. */
    static List<Fulfillment> of(JsonNode order, List<JsonNode> fulfillments) {
        return fulfillments.stream()
                .filter(one -> Json.text(one, "date_deleted") == null)
                .map(one -> read(order, one))
                .toList();
    }

    private static Fulfillment read(JsonNode order, JsonNode json) {
        ObjectNode meta = Json.meta(json);
        Parcel parcel = new Parcel(
                Json.text(meta, "_tracking_number"),
                Json.first(meta, List.of("_provider_name", "_shipment_provider")),
                Json.text(meta, "_tracking_url"),
                Json.text(meta, "_date_fulfilled"),
                StreamSupport.stream(meta.path("_items").spliterator(), false)
                        .map(item -> item.path("item_id").asText())
                        .toList());
        boolean fulfilled = Json.isTrue(json.path("is_fulfilled"));
        return new Fulfillment(
                json.path("id").asText(),
                fulfilled,
                fulfilled
                        && Json.isTrue(Json.meta(order).path("_auto_fulfill_processed"))
                        && SIGNS_OF_SENDING.stream().noneMatch(sign -> Json.text(meta, sign) != null)
                        && isAtOnce(payment(order), Json.instantOrNull(meta, "_date_fulfilled")),
                parcel);
    }

    private static @Nullable Instant payment(JsonNode order) {
        Instant paid = Json.instantOrNull(order, "date_paid_gmt");
        return paid == null ? Json.instantOrNull(order, "date_created_gmt") : paid;
    }

    private static boolean isAtOnce(@Nullable Instant payment, @Nullable Instant fulfilled) {
        return payment != null
                && fulfilled != null
                && Duration.between(payment, fulfilled).abs().compareTo(AT_ONCE) <= 0;
    }

    Stream<Shipment> shipment(ShipmentStatus sent) {
        return atPayment ? Stream.empty() : Stream.of(parcel.as(id, fulfilled ? sent : ShipmentStatus.PREPARING));
    }
}
