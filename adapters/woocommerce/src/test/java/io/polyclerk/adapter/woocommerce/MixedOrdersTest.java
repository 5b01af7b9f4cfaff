package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders with a download and something to be sent: the shop fulfils the first by itself at payment (recorded of WooCommerce 11.0.1). */
class MixedOrdersTest extends ShopCase {

    private static final String PAID = "2026-11-26T11:14:32";
    private final List<ObjectNode> fulfillments =
            new ArrayList<>(Recordings.objects("fulfillments_of_downloads_at_payment"));
    private ObjectNode held;
    private List<String> lines;

    /** Line one is the download. */
    @BeforeEach
    void aMixedOrder() {
        held = shop.state.orders.get(235L);
        held.put("date_paid_gmt", PAID);
        lines = new ArrayList<>();
        held.path("line_items").forEach(line -> lines.add(line.path("id").asText()));
        assertThat(lines).hasSizeGreaterThan(1);
        mark("_auto_fulfill_processed", "1");
        mark("_fulfillment_status", "partially_fulfilled");
        items(fulfillments.get(0), lines.subList(0, 1));
        shop.state.fulfillments.put(235L, fulfillments);
    }

    private void mark(String key, String value) {
        held.withArray("meta_data").addObject().put("key", key).put("value", value);
    }

    private static void items(ObjectNode fulfillment, List<String> lines) {
        fulfillment.path("meta_data").forEach(meta -> {
            if (meta.path("key").asText().equals("_items")) {
                var items = ((ObjectNode) meta).putArray("value");
                lines.forEach(line ->
                        items.addObject().put("item_id", Long.parseLong(line)).put("qty", 1));
            }
        });
    }

    private ObjectNode write(ObjectNode fulfillment, String key, String value) {
        fulfillment.withArray("meta_data").addObject().put("key", key).put("value", value);
        return fulfillment;
    }

    private Order order() {
        return adapter.findOrder("235").orElseThrow();
    }

    @Test
    void whatTheShopHandsOutAtPaymentIsNoParcel() {
        Order order = order();
        assertThat(order.shipments()).isEmpty();
        assertThat(order.status()).isEqualTo(OrderStatus.PROCESSING);
    }

    @Test
    void suchAnOrderCanBeCancelledAndMovedAsNothingHasLeft() {
        Order moved = adapter.perform(
                new OrderAction.ChangeAddress(
                        "235",
                        new io.polyclerk.spi.store.Address(
                                "Jane van Dyk", "42 New Street", null, "Sydney", "NSW", "2001", "AU", null)),
                "k1",
                order().revision());
        assertThat(moved.status()).isEqualTo(OrderStatus.PROCESSING);
        Order cancelled = adapter.perform(new OrderAction.Cancel("235", "changed my mind"), "k2", moved.revision());
        assertThat(cancelled.status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void oneThatTheShopTookBackCountsForNothing() {
        fulfillments.get(0).put("date_deleted", "2026-11-26T12:00:00Z");
        assertThat(order().status()).isEqualTo(OrderStatus.PROCESSING);
    }

    @Test
    void onceTheParcelHasLeftTheWholeOrderIsShipped() {
        ObjectNode parcel = fulfillments.get(0).deepCopy();
        parcel.put("id", 99);
        items(parcel, lines.subList(1, lines.size()));
        write(parcel, "_tracking_number", "T77");
        fulfillments.add(parcel);
        held.withArray("meta_data").forEach(meta -> {
            if (meta.path("key").asText().equals("_fulfillment_status")) {
                ((ObjectNode) meta).put("value", "fulfilled");
            }
        });
        Order order = order();
        assertThat(order.shipments()).extracting(Shipment::trackingNumber).containsExactly("T77");
        assertThat(order.status()).isEqualTo(OrderStatus.SHIPPED);
        assertThatThrownBy(() -> adapter.perform(new OrderAction.Cancel("235", "no"), "k1", order.revision()))
                .isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void aParcelThatAPluginTellsIsNotPartOfTheOrderBecauseOfADownload() {
        held.withArray("meta_data")
                .addObject()
                .put("key", "_wc_shipment_tracking_items")
                .putArray("value")
                .addObject()
                .put("tracking_number", "T1");
        assertThat(order().status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"_tracking_number", "_tracking_url", "_shipment_provider", "_provider_name", "_shipping_option"})
    void whatSomebodySentIsAParcelHoweverSoonItWas(String sign) {
        write(fulfillments.get(0), sign, "no-info");
        assertThat(order().shipments()).extracting(Shipment::status).containsExactly(ShipmentStatus.IN_TRANSIT);
        assertThat(order().status()).isEqualTo(OrderStatus.PARTLY_SHIPPED);
    }

    @Test
    void whatSomebodyMarkedAsFulfilledLaterIsAParcelEvenWithoutANumber() {
        held.put("date_paid_gmt", "2026-11-26T11:13:00");
        assertThat(order().status()).isEqualTo(OrderStatus.PARTLY_SHIPPED);
    }

    @Test
    void withoutTheShopsOwnMarkAFulfilmentIsAParcel() {
        held.putArray("meta_data");
        mark("_fulfillment_status", "partially_fulfilled");
        assertThat(order().status()).isEqualTo(OrderStatus.PARTLY_SHIPPED);
    }

    @Test
    void aBookThatComesWithADownloadIsStillToBeSent() {
        items(fulfillments.get(0), lines);
        assertThat(order().status())
                .as("an order of downloads only is closed by the shop itself")
                .isEqualTo(OrderStatus.PROCESSING);
    }
}
