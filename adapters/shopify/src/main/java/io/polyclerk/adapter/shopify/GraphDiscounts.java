package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Coupon;
import io.polyclerk.spi.store.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the codes of a shop take off. An app that was installed before it asked for {@code read_discounts} is not told; that is no sign that
 * there is no such code, so it is not taken for one.
 */
final class GraphDiscounts {

    private static final int LONGEST_CODE = 60;
    /** Whom such a code is for is proven at the checkout and not here. */
    private static final Set<String> FOR_SOME_PEOPLE = Set.of("DiscountCustomers", "DiscountCustomerSegments");

    private final GraphQl graph;
    private volatile boolean closed;

    GraphDiscounts(GraphQl graph) {
        this.graph = graph;
    }

    boolean areTold() {
        return !closed;
    }

    Optional<Coupon> find(String code) {
        String wanted = code.strip();
        if (wanted.isEmpty() || wanted.length() > LONGEST_CODE) {
            return Optional.empty();
        }
        JsonNode discount;
        try {
            discount = graph.query("DiscountByCode", GraphShop.with("code", wanted))
                    .at("/codeDiscountNodeByCode/codeDiscount");
        } catch (AdapterException.CredentialsRejected notGranted) {
            closed = true;
            return Optional.empty();
        }
        // What begins later is no code yet.
        return !discount.isObject()
                        || discount.path("status").asText().equals("SCHEDULED")
                        || FOR_SOME_PEOPLE.contains(kind(discount.path("context")))
                ? Optional.empty()
                : Optional.of(read(wanted, discount));
    }

    private static Coupon read(String code, JsonNode discount) {
        try {
            JsonNode value = discount.at("/customerGets/value");
            return new Coupon(
                    code,
                    percent(value),
                    money(value.path("amount")),
                    kind(discount).equals("DiscountCodeFreeShipping"),
                    money(discount.at("/minimumRequirement/greaterThanOrEqualToSubtotal")),
                    Json.instantOrNull(discount, "endsAt"),
                    isUsedUp(discount),
                    isConditional(discount));
        } catch (IllegalArgumentException | DateTimeException nonsense) {
            throw new AdapterException.Unavailable("a discount of the shop cannot be read", false, null);
        }
    }

    private static String kind(JsonNode thing) {
        return thing.path("__typename").asText();
    }

    /** The shop writes a fifth as 0.2. */
    private static @Nullable BigDecimal percent(JsonNode value) {
        String share = Json.text(value, "percentage");
        return share == null
                ? null
                : new BigDecimal(share).abs().movePointRight(2).stripTrailingZeros();
    }

    private static @Nullable Money money(JsonNode money) {
        String amount = Json.text(money, "amount");
        String currency = Json.text(money, "currencyCode");
        return amount == null || currency == null ? null : Money.of(amount, currency);
    }

    private static boolean isUsedUp(JsonNode discount) {
        JsonNode limit = discount.path("usageLimit");
        boolean ended = discount.path("status").asText().equals("EXPIRED") && Json.text(discount, "endsAt") == null;
        return ended || (limit.isNumber() && discount.path("asyncUsageCount").asLong() >= limit.asLong());
    }

    private static boolean isConditional(JsonNode discount) {
        JsonNode gets = discount.path("customerGets");
        boolean plain = List.of("DiscountCodeBasic", "DiscountCodeFreeShipping").contains(kind(discount));
        boolean alone = List.of("orderDiscounts", "productDiscounts", "shippingDiscounts").stream()
                .noneMatch(kind -> discount.at("/combinesWith/" + kind).asBoolean());
        return !plain
                || alone
                || discount.path("appliesOncePerCustomer").asBoolean()
                || kind(discount.path("context")).equals("DiscountMarkets")
                || kind(discount.path("minimumRequirement")).equals("DiscountMinimumQuantity")
                || (gets.isObject() && !kind(gets.path("items")).equals("AllDiscountItems"))
                || kind(gets.path("value")).equals("DiscountOnQuantity")
                || gets.at("/value/appliesOnEachItem").asBoolean()
                || kind(discount.path("destinationSelection")).equals("DiscountCountries")
                || discount.path("maximumShippingPrice").isObject();
    }
}
