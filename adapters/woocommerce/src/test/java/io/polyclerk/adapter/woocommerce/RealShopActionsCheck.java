package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every action of the adapter on orders that this makes in a real shop and deletes again; the shop is read afterwards without the
 * adapter. The shop's e-mails about these orders go to addresses that end in {@code .example}. Not part of {@code verify}; how it is run is
 * told in docs/how-to/check-your-woocommerce-shop.md.
 */
class RealShopActionsCheck {

    private final List<String> made = new ArrayList<>();
    private RealShop shop;
    private WooCommerceAdapter adapter;

    @BeforeEach
    void open() throws Exception {
        shop = new RealShop();
        adapter = shop.adapter();
    }

    @AfterEach
    void close() {
        made.forEach(thing -> shop.delete(thing + "?force=true"));
        adapter.close();
        shop.close();
    }

    /** An order of two units, paid through the payment method that the property {@code shop.gateway} names. */
    private Order order(String status) {
        return order(status, product());
    }

    private Order order(String status, long... products) {
        ObjectNode wanted = Recordings.JSON.createObjectNode();
        // Paid in the shop's own way; an order that is made with its status has no date of payment.
        wanted.put("payment_method", System.getProperty("shop.gateway", "bacs"))
                .put("payment_method_title", "Check")
                .put("set_paid", true);
        String country = shop.get("settings/general/woocommerce_default_country")
                .path("value")
                .asText()
                .replaceFirst(":.*", "");
        for (String place : List.of("billing", "shipping")) {
            wanted.putObject(place)
                    .put("first_name", "Jo")
                    .put("last_name", "de la Cruz")
                    .put("address_1", "1 First Street")
                    .put("city", "Oldtown")
                    .put("postcode", "10969")
                    .put("country", country);
        }
        ((ObjectNode) wanted.path("billing")).put("email", "check@polyclerk.example");
        for (long product : products) {
            wanted.withArray("line_items")
                    .addObject()
                    .put("product_id", product)
                    .put("quantity", 2);
        }
        String id = shop.post("orders", wanted).path("id").asText();
        made.add("orders/" + id);
        shop.post("orders/" + id, Recordings.JSON.createObjectNode().put("status", status));
        JsonNode raw = shop.get("orders/" + id);
        return adapter.findOrder(raw.path("number").asText()).orElseThrow();
    }

    private long product() {
        for (JsonNode product : shop.all("products?status=publish&type=simple&stock_status=instock")) {
            if (!product.path("virtual").asBoolean()
                    && Json.text(product, "price") != null
                    && new BigDecimal(product.path("price").asText()).signum() > 0) {
                return product.path("id").asLong();
            }
        }
        throw new IllegalStateException("the shop has no simple product in stock that can be sent");
    }

    private JsonNode raw(Order order) {
        return shop.get("orders/" + order.id());
    }

    private Order perform(Order shown, OrderAction action, String key) {
        return adapter.perform(action, key, shown.revision());
    }

    private boolean hasGateway() {
        return System.getProperty("shop.gateway") != null;
    }

    @Test
    void anOrderIsCancelledOnceAndAHumanCanReadWhy() {
        Order shown = order("processing");
        OrderAction cancel = new OrderAction.Cancel(shown.id(), "changed <my> mind");
        assertThat(perform(shown, cancel, "c" + shown.id()).status()).isEqualTo(OrderStatus.CANCELLED);
        perform(shown, cancel, "c" + shown.id());
        assertThat(raw(shown).path("status").asText()).isEqualTo("cancelled");
        assertThat(shop.all("orders/" + shown.id() + "/notes"))
                .filteredOn(note -> note.path("note").asText().contains("changed &lt;my&gt; mind"))
                .hasSize(1);
    }

    @Test
    void anOrderWithADownloadIsCancelledAsLongAsNothingWasSent() {
        ObjectNode download = Recordings.JSON.createObjectNode();
        download.put("name", "A download of the check")
                .put("regular_price", "3")
                .put("virtual", true)
                .put("downloadable", true)
                .put("catalog_visibility", "hidden");
        String id = shop.post("products", download).path("id").asText();
        made.add("products/" + id);
        Order shown = order("processing", Long.parseLong(id), product());
        assertThat(shown.status()).isEqualTo(OrderStatus.PROCESSING);
        assertThat(shown.shipments()).isEmpty();
        OrderAction cancel = new OrderAction.Cancel(shown.id(), "changed my mind");
        assertThat(perform(shown, cancel, "d" + shown.id()).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(raw(shown).path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void anAddressIsWrittenAndNothingElseChanges() {
        Order shown = order("processing");
        Address place = new Address(null, "2 Second Street", "Back door", "Oldtown", null, "10969", null, null);
        Order after = perform(shown, new OrderAction.ChangeAddress(shown.id(), place), "a" + shown.id());
        JsonNode raw = raw(shown);
        assertThat(raw.at("/shipping/address_1").asText()).isEqualTo("2 Second Street");
        assertThat(raw.at("/shipping/address_2").asText()).isEqualTo("Back door");
        assertThat(raw.at("/shipping/last_name").asText()).isEqualTo("de la Cruz");
        assertThat(raw.at("/billing/address_1").asText()).isEqualTo("1 First Street");
        assertThat(after.total()).isEqualTo(shown.total());
        assertThat(raw.path("status").asText()).isEqualTo("processing");
    }

    @Test
    void aReturnIsRecordedAndNoted() {
        Order shown = order("completed");
        String line = shown.lines().get(0).id();
        OrderAction request =
                new OrderAction.RequestReturn(shown.id(), List.of(new LineQuantity(line, 1)), "damaged", "a crack");
        Order after = perform(shown, request, "r" + shown.id());
        assertThat(after.returns())
                .singleElement()
                .satisfies(one -> assertThat(one.lineIds()).containsExactly(line));
        assertThat(Json.meta(raw(shown)).fieldNames())
                .toIterable()
                .anyMatch(name -> name.startsWith("_polyclerk_return_"));
        assertThat(shop.all("orders/" + shown.id() + "/notes"))
                .anyMatch(note -> note.path("note").asText().contains("a crack"));
    }

    @Test
    void theKeyMayWrite() {
        assertThat(adapter.obstacle()).isEmpty();
    }

    @Test
    void aNoteIsWritten() {
        Order shown = order("processing");
        perform(shown, new OrderAction.AddNote(shown.id(), "مرحبا & <b>", true), "n" + shown.id());
        assertThat(shop.all("orders/" + shown.id() + "/notes"))
                .anyMatch(note -> note.path("note").asText().startsWith("مرحبا &amp; &lt;b&gt;")
                        && note.path("customer_note").asBoolean());
        assertThat(adapter.notesOf(shown.id(), 9))
                .as("the bot's word is not the shop's")
                .isEmpty();
    }

    @Test
    void aRefundOfOneUnitAndThenOfTheRestMovesEachOnce() {
        Order shown = order("processing");
        String line = shown.lines().get(0).id();
        Money unit = half(shown.lines().get(0).total());
        OrderAction one =
                new OrderAction.RefundMoney(shown.id(), List.of(new LineQuantity(line, 1)), unit, "one broke");
        if (!hasGateway()) {
            assertThatThrownBy(() -> perform(shown, one, "one" + shown.id()))
                    .as("a payment method that cannot refund")
                    .isInstanceOf(AdapterException.Refused.class);
            assertThat(raw(shown).path("refunds")).isEmpty();
            return;
        }
        Order after = perform(shown, one, "one" + shown.id());
        assertThat(after.payment()).isEqualTo(PaymentStatus.PARTLY_REFUNDED);
        perform(shown, one, "one" + shown.id());
        JsonNode refund = shop.get("orders/" + shown.id() + "/refunds").path(0);
        assertThat(raw(shown).path("refunds")).hasSize(1);
        assertThat(new BigDecimal(refund.path("amount").asText())).isEqualByComparingTo(unit.amount());
        assertThat(refund.at("/line_items/0/quantity").asInt()).isEqualTo(-1);
        assertThat(refund.path("refunded_payment").asBoolean()).isTrue();
        Money rest = new Money(
                after.total().amount().subtract(unit.amount()), after.total().currency());
        Order settled = perform(
                after, new OrderAction.RefundMoney(shown.id(), List.of(), rest, "all of it"), "all" + shown.id());
        assertThat(settled.payment()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(raw(shown).path("status").asText()).isEqualTo("refunded");
        assertThat(raw(shown).path("refunds")).hasSize(2);
    }

    private static Money half(Money whole) {
        return new Money(
                whole.amount()
                        .divide(
                                BigDecimal.TWO,
                                whole.currency().getDefaultFractionDigits(),
                                java.math.RoundingMode.DOWN),
                whole.currency());
    }

    @Test
    void webhooksAreMadeOnceSwitchedOnAgainAndTakenBack() {
        URI address = URI.create("https://polyclerk.example/hooks/check");
        try {
            adapter.register(address);
            List<JsonNode> ours = ours();
            assertThat(ours)
                    .hasSize(7)
                    .allMatch(one -> one.path("delivery_url").asText().equals(address.toString()));
            ObjectNode off = Recordings.JSON.createObjectNode().put("status", "disabled");
            shop.post("webhooks/" + ours.get(0).path("id").asText(), off);
            adapter.register(address);
            assertThat(ours())
                    .hasSize(7)
                    .allMatch(one -> one.path("status").asText().equals("active"));
        } finally {
            adapter.unregister();
        }
        assertThat(ours()).isEmpty();
    }

    private List<JsonNode> ours() {
        return shop.all("webhooks?status=all").stream()
                .filter(one -> one.path("name").asText().startsWith("Polyclerk wc1"))
                .toList();
    }
}
