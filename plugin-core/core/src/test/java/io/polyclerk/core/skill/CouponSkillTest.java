package io.polyclerk.core.skill;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.spi.store.Coupon;
import io.polyclerk.spi.store.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CouponSkillTest {

    private static final Instant TOMORROW = FakeStore.NOW.plus(Duration.ofDays(1));

    private final Chat chat = new Chat();
    private final Map<String, Coupon> coupons = new HashMap<>();

    @BeforeEach
    void aShopWithCoupons() {
        chat.store.coupons = coupons;
    }

    private void coupon(
            String code,
            @Nullable String percent,
            @Nullable Money amount,
            boolean free,
            @Nullable Instant ends,
            boolean usedUp) {
        coupons.put(
                code,
                new Coupon(
                        code,
                        percent == null ? null : new BigDecimal(percent),
                        amount,
                        free,
                        amount == null ? null : Money.of("20", "GBP"),
                        ends,
                        usedUp,
                        free));
    }

    @Test
    void aPercentageAndItsEndAreTold() {
        coupon("spring10", "10", null, false, TOMORROW, false);
        assertThat(chat.say("what would it cost with the code SPRING10?"))
                .contains("With the code spring10 you get 10% off.")
                .contains("valid until November 24, 2026");
    }

    @Test
    void anAmountItsMinimumAndConditionsAreTold() {
        coupon("minus5", null, Money.of("5", "GBP"), true, null, false);
        assertThat(chat.say("cost with minus5?"))
                .contains("The code minus5 takes £5.00 off.")
                .contains("delivery is free")
                .contains("orders of £20.00 or more")
                .contains("conditions");
    }

    @Test
    void whatIsOverOrUsedUpIsSaidToBe() {
        coupon("old1", "50", null, false, FakeStore.NOW, false);
        coupon("used1", "50", null, false, null, true);
        assertThat(chat.say("cost with OLD1?"))
                .contains("old1 is no longer valid")
                .doesNotContain("50%");
        assertThat(chat.say("cost with USED1?"))
                .contains("used1 is no longer valid")
                .doesNotContain("50%");
    }

    @Test
    void aCodeThatTheShopDoesNotKnowIsSaidToBeUnknown() {
        assertThat(chat.say("cost with NOSUCH77?")).contains("does not know the code NOSUCH77");
    }

    @Test
    void aShopWithoutCouponsIsAskedForNone() {
        chat.store.coupons = null;
        assertThat(chat.say("cost with NOSUCH77?")).contains("Which product do you mean?");
    }

    @Test
    void aPriceIsStillAPrice() {
        coupon("kettle", "50", null, false, null, false);
        assertThat(chat.say("what does the kettle cost?")).contains("Kettle").doesNotContain("50%");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what does zehn-euro cost me less?",
                "does the code “zehn-euro” change what it costs",
                "cost with zehn-euro",
                "cost with \"zehn-euro\"?"
            })
    void aCodeInSmallLettersIsOneWhereTheShopKnowsIt(String words) {
        coupon("zehn-euro", "10", null, false, null, false);
        assertThat(chat.say(words)).contains("With the code zehn-euro you get 10% off.");
    }

    @Test
    void wordsThatAreHeldTogetherAreWordsWhereTheShopKnowsNoSuchCode() {
        assertThat(chat.say("what does the kettle cost, e-mail-only price?"))
                .contains("Kettle")
                .doesNotContain("e-mail-only");
        assertThat(chat.say("what does a t-shirt cost")).doesNotContain("t-shirt");
    }
}
