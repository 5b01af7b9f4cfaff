package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Coupon;
import io.polyclerk.spi.store.Money;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the coupon behind a code. */
final class CouponReader {

    private static final int LONGEST_CODE = 60;

    private final WooCommerceApi api;

    CouponReader(WooCommerceApi api) {
        this.api = api;
    }

    Optional<Coupon> find(String code) {
        String wanted = code.strip();
        if (wanted.isEmpty() || wanted.length() > LONGEST_CODE) {
            return Optional.empty();
        }
        return api.coupons(wanted).stream()
                .filter(coupon -> coupon.path("code").asText().equalsIgnoreCase(wanted))
                .filter(coupon -> coupon.path("status").asText("publish").equals("publish"))
                // Whom a personal coupon is for is proven at the checkout and not here.
                .filter(coupon -> coupon.path("email_restrictions").isEmpty())
                .findFirst()
                .map(this::read);
    }

    private Coupon read(JsonNode coupon) {
        try {
            String currency = api.settings().currency();
            BigDecimal amount = WooCommerceReader.amount(coupon, "amount");
            boolean isPercentage = coupon.path("discount_type").asText().contains("percent");
            BigDecimal percent = isPercentage && amount.signum() > 0 ? amount.stripTrailingZeros() : null;
            return new Coupon(
                    coupon.path("code").asText(),
                    percent,
                    isPercentage ? null : positive(amount, currency),
                    Json.isTrue(coupon.path("free_shipping")),
                    positive(WooCommerceReader.amount(coupon, "minimum_amount"), currency),
                    Json.instantOrNull(coupon, "date_expires_gmt"),
                    isUsedUp(coupon),
                    isConditional(coupon));
        } catch (IllegalArgumentException | java.time.DateTimeException nonsense) {
            throw new AdapterException.Unavailable("a coupon of the shop cannot be read", false, null);
        }
    }

    private static @Nullable Money positive(BigDecimal amount, String currency) {
        return amount.signum() > 0 ? Money.of(amount.toPlainString(), currency) : null;
    }

    private static boolean isUsedUp(JsonNode coupon) {
        long limit = coupon.path("usage_limit").asLong();
        return limit > 0 && coupon.path("usage_count").asLong() >= limit;
    }

    private static boolean isConditional(JsonNode coupon) {
        return Stream.of(
                                "product_ids",
                                "excluded_product_ids",
                                "product_categories",
                                "excluded_product_categories",
                                "product_brands",
                                "excluded_product_brands")
                        .anyMatch(list -> !coupon.path(list).isEmpty())
                || Json.isTrue(coupon.path("individual_use"))
                || Json.isTrue(coupon.path("exclude_sale_items"))
                || coupon.path("usage_limit_per_user").asLong() > 0
                || WooCommerceReader.amount(coupon, "maximum_amount").signum() > 0;
    }
}
