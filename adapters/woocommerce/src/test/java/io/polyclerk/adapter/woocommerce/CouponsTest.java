package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.store.Coupon;
import io.polyclerk.spi.store.Money;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CouponsTest extends ShopCase {

    /** As a shop has it that was just made. */
    private ObjectNode coupon(String code, String type, String amount) {
        ObjectNode coupon = Recordings.JSON.createObjectNode();
        coupon.put("id", 7).put("code", code).put("amount", amount).put("status", "publish");
        coupon.put("discount_type", type).putNull("date_expires_gmt");
        coupon.put("usage_count", 0).putNull("usage_limit").putNull("usage_limit_per_user");
        coupon.put("individual_use", false).put("exclude_sale_items", false).put("free_shipping", false);
        coupon.put("minimum_amount", "0.00").put("maximum_amount", "0.00");
        coupon.putArray("product_ids");
        coupon.putArray("email_restrictions");
        shop.state.catalogue.coupons.add(coupon);
        return coupon;
    }

    private Coupon found(String code) {
        return adapter.findCoupon(code).orElseThrow();
    }

    @Test
    void aPercentage() {
        coupon("spring10", "percent", "10.00").put("date_expires_gmt", "2026-12-06T07:12:15");
        Coupon coupon = found("SPRING10");
        assertThat(coupon.code()).isEqualTo("spring10");
        assertThat(coupon.percent()).isEqualByComparingTo("10");
        assertThat(coupon.amount()).isNull();
        assertThat(coupon.minimum()).isNull();
        assertThat(coupon.endsAt()).isEqualTo(Instant.parse("2026-12-06T07:12:15Z"));
        assertThat(coupon.usedUp()).isFalse();
        assertThat(coupon.conditional()).isFalse();
    }

    @Test
    void anAmountFromAMinimumOn() {
        coupon("minus5", "fixed_cart", "5.00").put("minimum_amount", "20.00").put("free_shipping", true);
        Coupon coupon = found("minus5");
        assertThat(coupon.amount()).isEqualTo(Money.of("5", "GBP"));
        assertThat(coupon.percent()).isNull();
        assertThat(coupon.minimum()).isEqualTo(Money.of("20", "GBP"));
        assertThat(coupon.freeShipping()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1,1,true", "1,0,false", "0,5,false"})
    void whatWasUsedAsOftenAsItMayBeIsUsedUp(int limit, int used, boolean usedUp) {
        coupon("limited", "percent", "20").put("usage_limit", limit).put("usage_count", used);
        assertThat(found("limited").usedUp()).isEqualTo(usedUp);
    }

    @Test
    void forSomeProductsOnlyItIsConditional() {
        coupon("teas", "fixed_product", "1").withArray("product_ids").add(10);
        assertThat(found("teas").conditional()).isTrue();
    }

    @Test
    void whatIsMeantForCertainPeopleOrNotOnOfferIsNotTold() {
        coupon("vip", "percent", "90").withArray("email_restrictions").add("vip@mail.example");
        coupon("draft", "percent", "90").put("status", "draft");
        assertThat(adapter.findCoupon("vip")).isEmpty();
        assertThat(adapter.findCoupon("draft")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nosuch", "spring10&status=any", "%"})
    void whatIsNoCodeFindsNothing(String code) {
        coupon("spring10", "percent", "10");
        assertThat(adapter.findCoupon(code)).isEmpty();
    }
}
