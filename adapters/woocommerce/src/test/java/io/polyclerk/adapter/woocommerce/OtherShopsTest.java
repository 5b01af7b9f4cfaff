package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Product;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other shops have in their answers and the recorded one had not. */
class OtherShopsTest {

    private final MovableClock clock = new MovableClock();
    private final ShopSimulator shop = new ShopSimulator(clock);
    private final WooCommerceAdapter adapter = OpenShop.adapter(shop, clock);

    @AfterEach
    void close() {
        adapter.close();
        shop.close();
        assertThat(shop.violations).isEmpty();
    }

    private Order order(String number) {
        return adapter.findOrder(number).orElseThrow();
    }

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

    @Test
    void everythingOnSaleIsListedPageByPageWithoutAskingForEachVariation() throws Exception {
        List<Product> all = new ArrayList<>();
        String mark = null;
        do {
            ProductListing.Page page = adapter.products(mark, 5);
            all.addAll(page.products());
            mark = page.next();
        } while (mark != null);
        assertThat(all).extracting(Product::id).doesNotHaveDuplicates().contains("13", "98", "175");
        assertThat(all).extracting(Product::id).as("a draft").doesNotContain("177");
        assertThat(all).allSatisfy(product -> assertThat(product.variants()).hasSize(1));
        assertThat(shop.count("GET /products/")).isZero();
    }

    @Test
    void aPictureIsFetchedWithoutTheKeysAndOnlyFromTheShop() throws Exception {
        ObjectNode tent = shop.state.products.get(13L);
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
