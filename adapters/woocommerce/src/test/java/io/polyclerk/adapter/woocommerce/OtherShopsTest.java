package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Variant;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other shops have in their answers and the recorded one had not. */
class OtherShopsTest extends ShopCase {

    @ParameterizedTest
    @ValueSource(strings = {"WEB-00235-A", "0000235", "#2026/235"})
    void aNumberThatAPluginDressesUpIsFoundThoughTheSearchDoesNotKnowIt(String number) {
        ObjectNode dressed = shop.state.orders.get(235L);
        dressed.put("number", number.replace("#", ""));
        shop.state.searchKnowsNumbers = false;
        assertThat(order(number).id()).isEqualTo("235");
        assertThat(adapter.findOrder("235"))
                .as("the bare id is no number any more")
                .isEmpty();
        assertThat(adapter.findOrder("WEB-00235-B")).as("a near match").isEmpty();
    }

    @Test
    void whatIsMissingNullOrEmptyIsAllTheSame() {
        ObjectNode imported = shop.state.copyOrder(235, 9001);
        imported.putNull("date_created_gmt");
        imported.putNull("date_paid_gmt");
        imported.putNull("customer_id");
        imported.putNull("payment_method_title");
        imported.putNull("meta_data");
        imported.remove("refunds");
        imported.put("date_modified_gmt", "2026-01-02T03:04:05");
        ((ObjectNode) imported.path("billing"))
                .putNull("phone")
                .put("email", "")
                .remove("last_name");
        imported.putObject("shipping").put("address_1", "").putNull("city").put("postcode", "");
        ObjectNode line = (ObjectNode) imported.path("line_items").path(0);
        line.putNull("sku")
                .putNull("variation_id")
                .put("quantity", "2")
                .put("total", "")
                .putNull("total_tax");
        Order order = order("9001");
        assertThat(order.placedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(order.payment()).isEqualTo(PaymentStatus.UNPAID);
        assertThat(order.shippingAddress()).isNull();
        assertThat(order.customer().id()).isNull();
        assertThat(order.customer().email()).isNull();
        assertThat(order.customer().name()).isEqualTo("Liam");
        assertThat(order.lines().get(0).quantity()).isEqualTo(2);
        assertThat(order.lines().get(0).total().isZero()).isTrue();
        assertThat(order.paymentMethod()).isNull();
    }

    @Test
    void numbersMayBeTextsAndTextsNumbers() {
        ObjectNode odd = shop.state.copyOrder(235, 9002);
        odd.put("customer_id", "17").put("total", 105.28).put("number", 9002);
        ((ObjectNode) odd.path("billing")).put("postcode", 2000).put("phone", 61255500114L);
        Order order = order("9002");
        assertThat(order.total()).isEqualTo(Money.of("105.28", "GBP"));
        assertThat(order.customer().id()).isEqualTo("17");
        assertThat(order.billingAddress().postcode()).isEqualTo("2000");
        assertThat(order.customer().phone()).isEqualTo("61255500114");
    }

    @Test
    void namesAreReadAsTheShopperSeesThem() {
        ObjectNode named = shop.state.copyOrder(235, 9003);
        named.put("payment_method_title", "Card &amp; Wallet <img src=\"x.png\">");
        ((ObjectNode) named.path("line_items").path(0)).put("name", "Men&#8217;s Boots &ndash; 44 &amp; up");
        Order order = order("9003");
        assertThat(order.lines().get(0).title()).isEqualTo("Men’s Boots – 44 & up");
        assertThat(order.paymentMethod()).isEqualTo("Card & Wallet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1200", "1200.00"})
    void amountsWithoutDecimalsAreRefundedWithout(String total) {
        ObjectNode yen = shop.state.copyOrder(235, 9004);
        yen.put("currency", "JPY").put("total", total);
        yen.path("line_items").forEach(line -> {
            ((ObjectNode) line).put("total", "400").put("total_tax", "0");
            ((ObjectNode) line).putArray("taxes");
        });
        Order order = order("9004");
        assertThat(order.total().amount().toPlainString()).isEqualTo("1200");
        Order after = adapter.perform(
                new OrderAction.RefundMoney("9004", List.of(), Money.of("1200", "JPY"), "goodwill"),
                "yen",
                order.revision());
        assertThat(after.payment()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(shop.state.moneyMoved).singleElement().asString().matches("9004 1200(\\.00)?");
    }

    @Test
    void yenThatAShopComputesWithDecimalsGoBackAsTheyCame() {
        ObjectNode yen = shop.state.copyOrder(235, 9020);
        yen.put("currency", "JPY").put("total", "1413.50");
        ObjectNode line = (ObjectNode) yen.path("line_items").path(0);
        line.put("quantity", 1).put("total", "1285.00").put("total_tax", "128.50");
        line.putArray("taxes").addObject().put("id", 1).put("total", "128.5");
        Order order = order("9020");
        Order after = adapter.perform(
                new OrderAction.RefundMoney(
                        "9020",
                        List.of(new LineQuantity(line.path("id").asText(), 1)),
                        Money.of("1413.5", "JPY"),
                        "goodwill"),
                "yen",
                order.revision());
        assertThat(after.payment()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(shop.state.moneyMoved).singleElement().asString().isEqualTo("9020 1413.50");
        assertThatThrownBy(() -> adapter.perform(
                        new OrderAction.RefundMoney("9004", List.of(), Money.of("0.001", "JPY"), "goodwill"),
                        "more",
                        "x"))
                .isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void anUnpaidOrderTellsWhereToPayAndAPaidOneDoesNot() {
        assertThat(order("239").statusPage()).hasPath("/checkout/order-pay/239/");
        assertThat(order("235").statusPage()).isNull();
    }

    @Test
    void whoMovesWithinTheTownKeepsTheState() {
        ObjectNode order = shop.state.copyOrder(235, 9005);
        ((ObjectNode) order.path("shipping"))
                .put("city", "Springfield")
                .put("postcode", "62701")
                .put("state", "IL")
                .put("country", "US");
        move("9005", new Address(null, "7 Oak Street", null, "springfield", null, "62702", null, null));
        assertThat(shop.state.orders.get(9005L).at("/shipping/state").asText()).isEqualTo("IL");
        move("9005", new Address(null, "1 Main Street", null, "Chicago", null, "60601", null, null));
        assertThat(shop.state.orders.get(9005L).at("/shipping/state").asText()).isEmpty();
    }

    @Test
    void aNameIsWrittenBackAsTheShopDividedIt() {
        ObjectNode order = shop.state.copyOrder(235, 9010);
        ((ObjectNode) order.path("shipping")).put("first_name", "Jo").put("last_name", "de la Cruz");
        move("9010", new Address(null, "7 Oak Street", null, "Sydney", null, "2001", null, null));
        assertThat(shop.state
                        .orders
                        .get(9010L)
                        .path("shipping")
                        .path("last_name")
                        .asText())
                .isEqualTo("de la Cruz");
        ((ObjectNode) order.path("shipping"))
                .put("first_name", "")
                .put("last_name", "")
                .put("address_1", "")
                .put("city", "")
                .put("postcode", "");
        ((ObjectNode) order.path("billing")).put("first_name", "花").put("last_name", "山田 佐藤");
        move("9010", new Address("花 山田 佐藤", "8 Oak Street", null, "Perth", null, "6000", null, null));
        assertThat(shop.state
                        .orders
                        .get(9010L)
                        .path("shipping")
                        .path("last_name")
                        .asText())
                .isEqualTo("山田 佐藤");
    }

    private ObjectNode taxedOrder(long id) {
        ObjectNode order = shop.state.copyOrder(235, id);
        order.put("total", "126.34");
        ((ObjectNode) order.path("shipping"))
                .put("city", "Albany")
                .put("postcode", "12207")
                .put("state", "NY")
                .put("country", "US");
        order.putArray("tax_lines")
                .addObject()
                .put("rate_id", 7)
                .put("rate_percent", 8)
                .put("tax_total", "8.42")
                .put("shipping_tax_total", "0.64");
        return order;
    }

    private static final Address ELSEWHERE =
            new Address(null, "1 Elm Street", null, "Buffalo", "NY", "14201", null, null);

    @Test
    void anAddressThatCostsTheSameTaxesIsWritten() {
        taxedOrder(9011);
        shop.state.catalogue.addTaxRate(7, "US", "", "8.0000");
        move("9011", ELSEWHERE);
        assertThat(shop.state.orders.get(9011L).at("/shipping/city").asText()).isEqualTo("Buffalo");
        assertThat(order("9011").total()).isEqualTo(Money.of("126.34", "GBP"));
    }

    @Test
    void aPaidOrderKeepsItsTotalThoughTheRatesHaveChanged() {
        taxedOrder(9012);
        shop.state.catalogue.addTaxRate(7, "US", "", "9.0000");
        assertThatThrownBy(() -> move("9012", ELSEWHERE)).isInstanceOf(AdapterException.Refused.class);
        assertThat(order("9012").total()).isEqualTo(Money.of("126.34", "GBP"));
        shop.state.catalogue.computesTaxes = false;
        move("9012", ELSEWHERE);
        assertThat(order("9012").total()).isEqualTo(Money.of("126.34", "GBP"));
    }

    @Test
    void whereTaxesDependOnThePlaceTheParcelStaysInIt() {
        taxedOrder(9013);
        shop.state.catalogue.addTaxRate(7, "US", "NY", "8.0000");
        assertThatThrownBy(() -> move("9013", ELSEWHERE)).isInstanceOf(AdapterException.Refused.class);
        move("9013", new Address(null, "2 Pine Street", null, "Albany", null, "12207", null, null));
        assertThat(shop.state.orders.get(9013L).at("/shipping/address_1").asText())
                .isEqualTo("2 Pine Street");
        assertThat(order("9013").total()).isEqualTo(Money.of("126.34", "GBP"));
    }

    @Test
    void anUntaxedOrderIsNotTaxedByAnAddress() {
        taxedOrder(9014).putArray("tax_lines");
        shop.state.catalogue.addTaxRate(7, "US", "", "8.0000");
        assertThatThrownBy(() -> move("9014", ELSEWHERE)).isInstanceOf(AdapterException.Refused.class);
    }

    private void move(String id, Address to) {
        adapter.perform(
                new OrderAction.ChangeAddress(id, to),
                "move " + to.city(),
                order(id).revision());
    }

    @Test
    void aNumberWithoutItsCountryIsMeantWhereTheParcelGoes() {
        ObjectNode guest = shop.state.copyOrder(235, 9006);
        ((ObjectNode) guest.path("billing")).put("country", "").put("phone", "07700 900962");
        ((ObjectNode) guest.path("shipping")).put("country", "GB");
        assertThat(adapter.ordersOf(new CustomerMatch.ByPhone("+44 7700 900962"), 5))
                .extracting(Order::id)
                .containsExactly("9006");
        assertThat(adapter.ordersOf(new CustomerMatch.ByPhone("+49 7700 900962"), 5))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HASHI", "4006381333931", "TOTE HASHI"})
    void whatMayBeACodeIsTriedAsOneWhenThatIsAllThatWasSaid(String words) {
        shop.state.catalogue.products.get(13L).put("sku", words.contains("HASHI") ? "HASHI" : words);
        assertThat(adapter.searchProducts(words, 3)).extracting(Product::id).containsExactly("13");
        assertThat(adapter.searchProducts("HASHI IS WHAT I WANT", 3)).isEmpty();
    }

    @Test
    void pricesAreToldWithTheTaxesThatTheShopShowsThemWith() {
        shop.state.catalogue.showsTaxes = true;
        Variant family =
                adapter.searchProducts("FW-TENT-4P", 1).get(0).variants().get(0);
        assertThat(family.price()).isEqualTo(Money.of("346.80", "GBP"));
        assertThat(family.regularPrice()).isEqualTo(Money.of("394.80", "GBP"));
        assertThat(adapter.searchProducts("FW-JKT-STORM-RUST-XL", 1)
                        .get(0)
                        .variants()
                        .get(0)
                        .price())
                .isEqualTo(Money.of("184.80", "GBP"));
    }

    @Test
    void aShopWithoutTaxesShowsPricesAsTheyWereWritten() {
        shop.state.catalogue.showsTaxes = true;
        shop.state.catalogue.computesTaxes = false;
        assertThat(adapter.searchProducts("FW-TENT-2P", 1)
                        .get(0)
                        .variants()
                        .get(0)
                        .price())
                .isEqualTo(Money.of("189", "GBP"));
        assertThat(shop.calls).noneMatch(call -> call.contains("/wc/store/"));
    }

    @Test
    void aVariationThatFitsEveryChoiceHasTheNameOfTheProduct() {
        ObjectNode any = shop.state.catalogue.variations.get(98L).get(0);
        any.put("name", "").put("sku", "STORM-ANY").putArray("attributes");
        Variant variant =
                adapter.searchProducts("STORM-ANY", 1).get(0).variants().get(0);
        assertThat(variant.title()).isEqualTo("Stormline Waterproof Jacket");
    }

    @Test
    void aPhoneInPairsIsFoundWhereverItIsFrom() {
        ObjectNode guest = shop.state.copyOrder(235, 9007);
        ((ObjectNode) guest.path("billing")).put("country", "DE").put("phone", "(030) 90 18 21");
        assertThat(adapter.ordersOf(new CustomerMatch.ByPhone("+49 30 901821"), 5))
                .extracting(Order::id)
                .containsExactly("9007");
        assertThat(adapter.ordersOf(new CustomerMatch.ByPhone("+49 30 911821"), 5))
                .isEmpty();
    }

    @Test
    void theSearchForANumberAsksForNoWholeOrders() {
        assertThat(adapter.findOrder("5")).isEmpty();
        assertThat(shop.calls).filteredOn(call -> call.contains("search=")).allMatch(call -> call.contains("_fields="));
    }

    @Test
    void aPictureIsFetchedWithoutTheKeysAndOnlyFromTheShop() throws Exception {
        ObjectNode tent = shop.state.catalogue.products.get(13L);
        ((ObjectNode) tent.path("images").path(0)).put("src", shop.address() + "/wp-content/uploads/tent.png");
        Product product = adapter.searchProducts("FW-TENT-2P", 1).get(0);
        try (var stream = adapter.openPicture(product)) {
            assertThat(stream.readAllBytes()).isEqualTo(ShopSimulator.PICTURE);
        }
        ((ObjectNode) tent.path("images").path(0)).put("src", "https://elsewhere.example/tent.png");
        Product moved = adapter.searchProducts("FW-TENT-2P", 1).get(0);
        assertThat(moved.picture()).isEqualTo(URI.create("https://elsewhere.example/tent.png"));
        assertThatThrownBy(() -> adapter.openPicture(moved)).isInstanceOf(AdapterException.Refused.class);
        tent.putArray("images");
        Product bare = adapter.searchProducts("FW-TENT-2P", 1).get(0);
        assertThatThrownBy(() -> adapter.openPicture(bare)).isInstanceOf(AdapterException.Refused.class);
    }
}
