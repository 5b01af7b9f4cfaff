package io.polyclerk.adapter.shopify;

import static io.polyclerk.adapter.shopify.ShopState.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.HandClock;
import io.polyclerk.spi.store.Coupon;
import io.polyclerk.spi.store.Money;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscountsTest {

    private final HandClock clock = new HandClock(OpenShop.START);
    private final ShopSimulator shop = new ShopSimulator(clock);
    private final ShopifyAdapter adapter = OpenShop.adapter(shop, "graphql", clock);

    @AfterEach
    void close() {
        adapter.close();
        shop.close();
        assertThat(shop.violations).isEmpty();
    }

    private Map<String, Object> discount(String code, String kind) {
        Map<String, Object> discount = map(
                "is",
                kind,
                "status",
                "ACTIVE",
                "endsAt",
                null,
                "usageLimit",
                null,
                "asyncUsageCount",
                3,
                "appliesOncePerCustomer",
                false,
                "combinesWith",
                map("orderDiscounts", true, "productDiscounts", true, "shippingDiscounts", true),
                "context",
                map("is", "DiscountBuyerSelectionAll"),
                "destinationSelection",
                map("is", "DiscountCountryAll"));
        shop.state.discounts.put(code.toLowerCase(java.util.Locale.ROOT), discount);
        return discount;
    }

    private Map<String, Object> percentage(String code, double share) {
        Map<String, Object> discount = discount(code, "DiscountCodeBasic");
        discount.put(
                "customerGets",
                map(
                        "items",
                        map("is", "AllDiscountItems"),
                        "value",
                        map("is", "DiscountPercentage", "percentage", share)));
        return discount;
    }

    private Coupon coupon(String code) {
        return adapter.findCoupon(code).orElseThrow();
    }

    @Test
    void aShareIsAPercentage() {
        percentage("SPRING15", 0.15).put("endsAt", "2026-12-24T22:59:59Z");
        Coupon coupon = coupon(" spring15 ");
        assertThat(coupon.percent()).isEqualByComparingTo("15");
        assertThat(coupon.endsAt()).isEqualTo(Instant.parse("2026-12-24T22:59:59Z"));
        assertThat(coupon.usedUp()).isFalse();
        assertThat(coupon.conditional()).isFalse();
        assertThat(coupon.freeShipping()).isFalse();
    }

    @Test
    void anAmountAndWhatHasToBeBoughtAreTold() {
        Map<String, Object> discount = discount("TEN", "DiscountCodeBasic");
        discount.put(
                "customerGets",
                map(
                        "items",
                        map("is", "AllDiscountItems"),
                        "value",
                        map(
                                "is",
                                "DiscountAmount",
                                "appliesOnEachItem",
                                false,
                                "amount",
                                map("amount", "10.0", "currencyCode", "GBP"))));
        discount.put(
                "minimumRequirement",
                map(
                        "is",
                        "DiscountMinimumSubtotal",
                        "greaterThanOrEqualToSubtotal",
                        map("amount", "50.0", "currencyCode", "GBP")));
        Coupon coupon = coupon("TEN");
        assertThat(coupon.percent()).isNull();
        assertThat(coupon.amount()).isEqualTo(Money.of("10.0", "GBP"));
        assertThat(coupon.minimum()).isEqualTo(Money.of("50.0", "GBP"));
    }

    @Test
    void deliveryMayBeFree() {
        discount("SENDFREE", "DiscountCodeFreeShipping");
        assertThat(coupon("SENDFREE").freeShipping()).isTrue();
        assertThat(coupon("SENDFREE").conditional()).isFalse();
        discount("HOMEONLY", "DiscountCodeFreeShipping").put("destinationSelection", map("is", "DiscountCountries"));
        assertThat(coupon("HOMEONLY").conditional()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DiscountCodeBxgy", "DiscountCodeApp"})
    void whatNobodyCanPutInOneFigureIsLeftToTheBasket(String kind) {
        discount("THREE4TWO", kind);
        Coupon coupon = coupon("THREE4TWO");
        assertThat(coupon.percent()).isNull();
        assertThat(coupon.amount()).isNull();
        assertThat(coupon.conditional()).isTrue();
    }

    @Test
    void conditionsAreNotKeptQuiet() {
        percentage("ALONE", 0.1)
                .put(
                        "combinesWith",
                        map("orderDiscounts", false, "productDiscounts", false, "shippingDiscounts", false));
        percentage("ONCE", 0.1).put("appliesOncePerCustomer", true);
        percentage("SOME", 0.1)
                .put(
                        "customerGets",
                        map(
                                "items",
                                map("is", "DiscountProducts"),
                                "value",
                                map("is", "DiscountPercentage", "percentage", 0.1)));
        percentage("MANY", 0.1).put("minimumRequirement", map("is", "DiscountMinimumQuantity"));
        percentage("HERE", 0.1).put("context", map("is", "DiscountMarkets"));
        assertThat(java.util.stream.Stream.of("ALONE", "ONCE", "SOME", "MANY", "HERE"))
                .allMatch(code -> coupon(code).conditional());
    }

    @Test
    void whatHasEndedOrIsUsedUpSaysSo() {
        percentage("OLD", 0.1).putAll(Map.of("status", "EXPIRED", "endsAt", "2026-01-01T00:00:00Z"));
        assertThat(coupon("OLD").endsAt()).isBefore(clock.instant());
        percentage("GONE", 0.1).putAll(Map.of("usageLimit", 3));
        assertThat(coupon("GONE").usedUp()).isTrue();
        percentage("LEFT", 0.1).putAll(Map.of("usageLimit", 4));
        assertThat(coupon("LEFT").usedUp()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DiscountCustomers", "DiscountCustomerSegments"})
    void aCodeForCertainPeopleIsNoCodeForEverybody(String people) {
        percentage("VIP", 0.5).put("context", map("is", people));
        assertThat(adapter.findCoupon("VIP")).isEmpty();
    }

    @Test
    void aCodeThatBeginsLaterOrDoesNotExistIsNone() {
        percentage("SOON", 0.5).put("status", "SCHEDULED");
        assertThat(adapter.findCoupon("SOON")).isEmpty();
        assertThat(adapter.findCoupon("NEVER")).isEmpty();
        assertThat(adapter.findCoupon(" ")).isEmpty();
        assertThat(adapter.tellsCoupons()).isTrue();
    }

    @Test
    void anAppThatMayNotSeeDiscountsTellsNoneAndDoesNotSayThatThereIsNone() {
        percentage("SPRING15", 0.15);
        shop.graph.denied.add("QueryRoot.codeDiscountNodeByCode");
        assertThat(adapter.tellsCoupons()).isTrue();
        assertThat(adapter.findCoupon("SPRING15")).isEmpty();
        assertThat(adapter.tellsCoupons()).isFalse();
    }
}
