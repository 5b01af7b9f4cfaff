package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.store.Coupon;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderLine;
import io.polyclerk.spi.store.OrderNote;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Refund;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import io.polyclerk.support.ShopText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every read of the adapter against a real shop, compared with what the shop says itself. Only reads. Not part of {@code verify}; how it is
 * run is told in docs/how-to/check-your-woocommerce-shop.md.
 */
class RealShopCheck {

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final int MOST = 40;

    private RealShop shop;
    private WooCommerceAdapter adapter;

    @BeforeEach
    void open() throws Exception {
        shop = new RealShop();
        adapter = shop.adapter();
    }

    @AfterEach
    void close() {
        adapter.close();
        shop.close();
    }

    private List<JsonNode> placed() {
        return shop.all("orders?orderby=date&order=desc").stream()
                .filter(WooCommerceReader::isPlaced)
                .toList();
    }

    private static List<String> ids(List<JsonNode> things) {
        return things.stream().map(one -> one.path("id").asText()).toList();
    }

    private static void told(String what, Object how) {
        System.out.println(what + ": " + how);
    }

    @Test
    void theKeyWorks() {
        adapter.check();
        told("currency", shop.get("data/currencies/current").path("code").asText());
    }

    @Test
    void everyOrderIsFoundByItsNumberAndReadAsTheShopHoldsIt() {
        SoftAssertions all = new SoftAssertions();
        List<JsonNode> orders = placed().stream().limit(100).toList();
        for (JsonNode raw : orders) {
            String number = raw.path("number").asText();
            Order order = adapter.findOrder("#" + number).orElse(null);
            all.assertThat(order).as("order " + number).isNotNull();
            if (order != null) {
                compare(all, raw, order);
            }
        }
        all.assertAll();
        told("orders", orders.size());
        told(
                "statuses",
                orders.stream()
                        .collect(Collectors.groupingBy(
                                order -> order.path("status").asText(), Collectors.counting())));
    }

    private void compare(SoftAssertions all, JsonNode raw, Order order) {
        String name = "order " + raw.path("number").asText() + " ";
        String currency = raw.path("currency").asText();
        all.assertThat(order.id()).as(name).isEqualTo(raw.path("id").asText());
        all.assertThat(order.total())
                .as(name + "total")
                .isEqualTo(Money.of(raw.path("total").asText(), currency));
        all.assertThat(order.lines()).as(name + "lines").hasSameSizeAs(raw.path("line_items"));
        all.assertThat(order.lines().stream().map(OrderLine::title))
                .as(name + "titles")
                .containsExactlyElementsOf(raw.path("line_items").findValuesAsText("name").stream()
                        .map(ShopText::line)
                        .limit(order.lines().size())
                        .toList());
        all.assertThat(order.customer().email()).as(name + "e-mail").isEqualTo(Json.text(raw.path("billing"), "email"));
        all.assertThat(order.refunds().stream()
                        .map(Refund::amount)
                        .map(Money::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .as(name + "refunded")
                .isEqualByComparingTo(refunded(raw));
        all.assertThat(order.placedAt())
                .as(name + "placed")
                .isEqualTo(Instant.parse(raw.path("date_created_gmt").asText() + "Z"));
        if (raw.path("status").asText().equals("cancelled")) {
            all.assertThat(order.status().name()).as(name).isEqualTo("CANCELLED");
        }
    }

    @Test
    void whatTheShopWroteToItsCustomersIsToldAndNothingThatItKeepsToItself() {
        SoftAssertions all = new SoftAssertions();
        int told = 0;
        int kept = 0;
        for (JsonNode raw : placed().stream().limit(MOST).toList()) {
            String id = raw.path("id").asText();
            List<JsonNode> notes = shop.all("orders/" + id + "/notes");
            List<String> expected = notes.stream()
                    .filter(note -> note.path("customer_note").asBoolean())
                    .map(note -> note.path("note").asText())
                    .filter(note -> !Trace.isMarked(note))
                    .map(ShopText::line)
                    .toList();
            all.assertThat(adapter.notesOf(id, 100).stream().map(OrderNote::text))
                    .as("notes of order " + id)
                    .containsExactlyInAnyOrderElementsOf(expected);
            told += expected.size();
            kept += notes.size() - expected.size();
        }
        all.assertAll();
        told("notes to customers", told);
        told("notes that are kept", kept);
    }

    private static BigDecimal refunded(JsonNode order) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode refund : order.path("refunds")) {
            sum = sum.subtract(new BigDecimal(refund.path("total").asText()));
        }
        return sum;
    }

    @Test
    void whoOrderedFindsTheirOrdersAndNobodyElsesByEmail() {
        SoftAssertions all = new SoftAssertions();
        Map<String, List<JsonNode>> byEmail = placed().stream()
                .filter(order -> Json.text(order.path("billing"), "email") != null)
                .collect(Collectors.groupingBy(
                        order -> order.at("/billing/email").asText().toLowerCase(Locale.ROOT)));
        byEmail.entrySet().stream()
                .limit(MOST)
                .forEach(one -> all.assertThat(adapter.ordersOf(new CustomerMatch.ByEmail(one.getKey()), 500).stream()
                                .map(Order::id))
                        .as("e-mail of order " + ids(one.getValue()).get(0))
                        .containsExactlyInAnyOrderElementsOf(ids(one.getValue())));
        all.assertAll();
        told("e-mail addresses", byEmail.size());
    }

    @Test
    void whoHasAnAccountFindsTheirOrdersAndNobodyElses() {
        SoftAssertions all = new SoftAssertions();
        Map<String, List<JsonNode>> byCustomer = placed().stream()
                .filter(order -> order.path("customer_id").asLong() > 0)
                .collect(
                        Collectors.groupingBy(order -> order.path("customer_id").asText()));
        byCustomer.entrySet().stream()
                .limit(MOST)
                .forEach(one -> all.assertThat(adapter.ordersOf(new CustomerMatch.ById(one.getKey()), 500).stream()
                                .map(Order::id))
                        .as("customer " + one.getKey())
                        .containsExactlyInAnyOrderElementsOf(ids(one.getValue())));
        all.assertAll();
        told("customers", byCustomer.size());
    }

    @Test
    void aPhoneFindsItsOrdersHoweverItIsWritten() {
        SoftAssertions all = new SoftAssertions();
        Map<String, List<JsonNode>> byPhone = placed().stream()
                .filter(order -> !international(order).isEmpty())
                .collect(Collectors.groupingBy(RealShopCheck::international));
        byPhone.entrySet().stream()
                .limit(MOST)
                .forEach(one -> all.assertThat(adapter.ordersOf(new CustomerMatch.ByPhone(one.getKey()), 500).stream()
                                .map(Order::id))
                        .as("phone of order " + ids(one.getValue()).get(0))
                        .containsExactlyInAnyOrderElementsOf(ids(one.getValue())));
        all.assertAll();
        told("phones", byPhone.size());
    }

    private static String international(JsonNode order) {
        try {
            return PHONES.format(
                    PHONES.parse(
                            order.at("/billing/phone").asText(),
                            order.at("/billing/country").asText()),
                    PhoneNumberFormat.E164);
        } catch (NumberParseException notANumber) {
            return "";
        }
    }

    @Test
    void everyProductIsFoundByItsCodeWithThePriceAndTheStockOfTheShop() {
        SoftAssertions all = new SoftAssertions();
        List<JsonNode> products = shop.all("products?status=publish").stream()
                .filter(ProductReader::isPublic)
                .toList();
        int codes = 0;
        for (JsonNode raw : products) {
            if (raw.path("type").asText().equals("variable")) {
                for (JsonNode variation : shop.all("products/" + raw.path("id").asText() + "/variations")) {
                    codes += isAskedFor(variation, raw.path("sku").asText())
                            ? compare(all, variation, raw.path("name").asText())
                            : 0;
                }
            } else if (!raw.path("type").asText().equals("grouped")) {
                codes +=
                        isAskedFor(raw, "") ? compare(all, raw, raw.path("name").asText()) : 0;
            }
        }
        all.assertAll();
        told("products", products.size());
        told("codes", codes);
    }

    /** A variation without a code of its own has its product's; lower-case words are no codes in a sentence. */
    private static boolean isAskedFor(JsonNode raw, String parents) {
        String sku = Json.text(raw, "sku");
        return sku != null
                && !sku.equals(parents)
                && Json.text(raw, "price") != null
                && sku.matches("[A-Z0-9][A-Za-z0-9._/-]{2,}");
    }

    private int compare(SoftAssertions all, JsonNode raw, String title) {
        String sku = raw.path("sku").asText();
        List<Product> found = adapter.searchProducts(sku, 3);
        all.assertThat(found).as(sku).hasSize(1);
        if (found.size() != 1) {
            return 1;
        }
        all.assertThat(found.get(0).title()).as(sku).isEqualTo(ShopText.line(title));
        all.assertThat(found.get(0).variants()).as(sku).hasSize(1);
        Variant variant = found.get(0).variants().get(0);
        all.assertThat(variant.sku()).as(sku).isEqualToIgnoringCase(sku);
        all.assertThat(variant.title()).as(sku).isNotBlank();
        all.assertThat(variant.price().amount())
                .as(sku + " as visitors see it")
                .isEqualByComparingTo(shop.shownPrice(raw.path("id").asText()));
        all.assertThat(variant.regularPrice() != null)
                .as(sku + " is on sale")
                .isEqualTo(raw.path("on_sale").asBoolean());
        all.assertThat(variant.stock().state() == Stock.State.OUT_OF_STOCK)
                .as(sku + " is sold out")
                .isEqualTo(raw.path("stock_status").asText().equals("outofstock"));
        if (raw.path("manage_stock").asText().equals("true")) {
            all.assertThat(variant.stock().quantity())
                    .as(sku + " pieces")
                    .isEqualTo(Math.max(0, raw.path("stock_quantity").asInt()));
        }
        return 1;
    }

    @Test
    void everyCouponThatIsForEverybodyIsToldAndNoOther() {
        SoftAssertions all = new SoftAssertions();
        List<JsonNode> coupons = shop.all("coupons");
        for (JsonNode raw : coupons) {
            boolean forAll = raw.path("email_restrictions").isEmpty()
                    && raw.path("status").asText().equals("publish");
            String code = raw.path("code").asText();
            all.assertThat(adapter.findCoupon(code.toUpperCase(Locale.ROOT)).map(Coupon::code))
                    .as(code)
                    .isEqualTo(forAll ? Optional.of(code) : Optional.empty());
        }
        all.assertAll();
        told("coupons", coupons.size());
    }

    @Test
    void theListHoldsEveryCodeOfTheShop() {
        Set<String> wanted = new HashSet<>();
        for (JsonNode raw : shop.all("products?status=publish")) {
            if (ProductReader.isPublic(raw) && Json.text(raw, "price") != null) {
                wanted.add(raw.path("sku").asText());
                if (shop.listsVariations() && raw.path("type").asText().equals("variable")) {
                    shop.all("products/" + raw.path("id").asText() + "/variations").stream()
                            .filter(one -> Json.text(one, "price") != null)
                            .forEach(one -> wanted.add(one.path("sku").asText()));
                }
            }
        }
        wanted.remove("");
        Set<String> listed = new HashSet<>();
        String mark = null;
        do {
            ProductListing.Page page = adapter.products(mark, 10);
            page.products().forEach(product -> product.variants().forEach(one -> listed.add(one.sku())));
            mark = page.next();
        } while (mark != null);
        assertThat(listed).containsAll(wanted);
        told("codes in the list", wanted.size());
    }

    @Test
    void theNameOfAProductFindsIt() {
        SoftAssertions all = new SoftAssertions();
        List<JsonNode> products = shop.all("products?status=publish").stream()
                .filter(ProductReader::isPublic)
                .filter(raw -> Json.text(raw, "price") != null)
                .limit(MOST)
                .toList();
        for (JsonNode raw : products) {
            String name = ShopText.line(raw.path("name").asText());
            all.assertThat(adapter.searchProducts(name, 3))
                    .as(name)
                    .extracting(Product::id)
                    .contains(raw.path("id").asText());
        }
        all.assertAll();
    }

    @Test
    void thePoliciesAreThePublicPagesOfTheSite() {
        adapter.policies().forEach(policy -> {
            assertThat(policy.text()).doesNotContain("<p>", "<script");
            told(policy.kind() + " (" + policy.language() + ")", policy.title());
        });
    }

    @Test
    void whatChangedSinceADateIsWhatTheShopSays() {
        List<JsonNode> newestFirst = new ArrayList<>(shop.all("orders?orderby=modified&order=desc"));
        newestFirst.removeIf(order -> !WooCommerceReader.isPlaced(order));
        for (int back : List.of(0, newestFirst.size() / 2, newestFirst.size() - 1)) {
            Instant since =
                    Json.instant(newestFirst.get(back).path("date_modified_gmt").asText());
            List<String> wanted = ids(newestFirst.stream()
                    .filter(order -> !Json.instant(
                                    order.path("date_modified_gmt").asText())
                            .isBefore(since))
                    .toList());
            assertThat(adapter.changedSince(since, 1_000)).extracting(Order::id).containsAll(wanted);
        }
        told("orders with a date of change", newestFirst.size());
    }
}
