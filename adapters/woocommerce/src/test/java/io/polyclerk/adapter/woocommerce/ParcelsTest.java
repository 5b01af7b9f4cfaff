package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the parcels of an order are, whoever wrote it down. */
class ParcelsTest extends ShopCase {

    @Test
    void aFulfilmentOfTheShopItselfIsAShipment() {
        Shipment shipment = order("220").shipments().get(0);
        assertThat(shipment.carrier()).isEqualTo("royal-mail");
        assertThat(shipment.trackingNumber()).isEqualTo("QX100999888GB");
        assertThat(shipment.trackingUrl())
                .isEqualTo(URI.create("https://www.royalmail.com/track-your-item#/tracking-results/QX100999888GB"));
        assertThat(shipment.shippedAt()).isEqualTo(Instant.parse("2026-11-22T06:48:02Z"));
        assertThat(shipment.status()).isEqualTo(ShipmentStatus.IN_TRANSIT);
        assertThat(shipment.lineIds()).containsExactly("163");
    }

    @Test
    void aShopThatSwitchedFulfilmentsOffHasNone() {
        shop.state.fulfillmentsOff = true;
        assertThat(order("220").shipments()).isEmpty();
    }

    @Test
    void theTrackingPluginsItemsAreShipments() {
        Shipment shipment = order("186").shipments().get(0);
        assertThat(shipment.carrier()).isEqualTo("dpd");
        assertThat(shipment.trackingNumber()).isEqualTo("15500004711000");
        assertThat(shipment.trackingUrl()).isNull();
        assertThat(shipment.shippedAt()).isEqualTo(Instant.ofEpochSecond(1795327958));
        assertThat(order("192").shipments().get(0).status())
                .as("nobody knows where a parcel is once the order is closed")
                .isEqualTo(ShipmentStatus.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "_aftership_tracking_items|[{\"tracking_number\":\"T1\",\"slug\":\"ups\"}]|ups",
                "_wc_shipment_tracking_items|{\"0\":{\"tracking_number\":\"T1\",\"tracking_provider\":\"gls\",\"date_shipped\":\"2026-11-20\"}}|gls",
                "wcshipping_labels|[{\"tracking\":\"T1\",\"carrier_id\":\"usps\",\"created\":1795327958000},{\"tracking\":\"T2\",\"refund\":{\"status\":\"pending\"}}]|usps",
                "wc_connect_labels|\"[{\\\"tracking\\\":\\\"T1\\\",\\\"carrier_id\\\":\\\"usps\\\"}]\"|usps",
                "_aftership_tracking_number|\"T1\"|-",
                "ywot_tracking_code|\"T1\"|-",
                "_tracking_number|\"T1\"|-"
            })
    void everyCommonPluginIsRead(String key, String value, String carrier) throws Exception {
        shop.state
                .orders
                .get(235L)
                .withArray("meta_data")
                .addObject()
                .put("key", key)
                .set("value", Recordings.JSON.readTree(value));
        List<Shipment> shipments = order("235").shipments();
        assertThat(shipments).extracting(Shipment::trackingNumber).containsExactly("T1");
        assertThat(shipments.get(0).carrier()).isEqualTo(carrier.equals("-") ? null : carrier);
    }

    @Test
    void aParcelThatIsWrittenOnEveryLineIsToldOnce() {
        shop.state
                .orders
                .get(235L)
                .path("line_items")
                .forEach(
                        line -> ((ObjectNode) line)
                                .withArray("meta_data")
                                .addObject()
                                .put("key", "_vi_wot_order_item_tracking_data")
                                .put(
                                        "value",
                                        "[{\"tracking_number\":\"OLD\"},{\"tracking_number\":\"T9\",\"carrier_name\":\"Yanwen\",\"carrier_url\":\"javascript:alert(1)\"}]"));
        Order order = order("235");
        assertThat(order.shipments()).hasSize(1);
        assertThat(order.shipments().get(0).trackingNumber()).isEqualTo("T9");
        assertThat(order.shipments().get(0).lineIds()).containsExactly("228", "229", "230");
        assertThat(order.shipments().get(0).trackingUrl())
                .as("no script is a link")
                .isNull();
        assertThat(order.status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://track.example/?n={tracking_number}", "https://track.example/?n=%s"})
    void aCarriersAddressIsCompletedWithTheNumber(String pattern) {
        shop.state
                .orders
                .get(235L)
                .withArray("meta_data")
                .addObject()
                .put("key", "_wc_shipment_tracking_items")
                .putArray("value")
                .addObject()
                .put("tracking_number", "A 1&b")
                .put("custom_tracking_link", pattern);
        assertThat(order("235").shipments().get(0).trackingUrl())
                .isEqualTo(URI.create("https://track.example/?n=A+1%26b"));
    }

    @Test
    void somethingElseInThePlaceOfTrackingDataIsNoShipment() {
        shop.state
                .orders
                .get(235L)
                .withArray("meta_data")
                .addObject()
                .put("key", "_wc_shipment_tracking_items")
                .put("value", "a:0:{}");
        shop.state
                .orders
                .get(235L)
                .withArray("meta_data")
                .addObject()
                .put("key", "_aftership_tracking_items")
                .put("value", "");
        assertThat(order("235").shipments()).isEmpty();
        assertThat(order("235").status()).isEqualTo(OrderStatus.PROCESSING);
    }
}
