package io.polyclerk.adapter.shopify;

import static io.polyclerk.adapter.shopify.ShopState.child;
import static io.polyclerk.adapter.shopify.ShopState.listOf;
import static io.polyclerk.adapter.shopify.ShopState.map;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a merchant agreed to pay an app, as the platform keeps it. */
final class SubscriptionSimulator {

    final Map<String, Map<String, Object>> records = new ConcurrentHashMap<>();
    private @Nullable Map<String, Object> subscription;
    private @Nullable Map<String, Object> cap;
    private BigDecimal used = BigDecimal.ZERO;
    private int created;

    /** The merchant presses Approve. */
    void approve() {
        Objects.requireNonNull(subscription).put("status", "ACTIVE");
    }

    BigDecimal used() {
        return used;
    }

    Map<String, Object> installation() {
        boolean isActive = subscription != null && "ACTIVE".equals(subscription.get("status"));
        return map("activeSubscriptions", isActive ? listOf(subscription) : List.of());
    }

    Map<String, Object> create(List<Map<String, Object>> lineItems) {
        created++;
        cap = child(child(child(lineItems.get(0), "plan"), "appUsagePricingDetails"), "cappedAmount");
        used = BigDecimal.ZERO;
        String id = "gid://shopify/AppSubscription/" + created;
        subscription = map(
                "id",
                id,
                "status",
                "PENDING",
                "lineItems",
                listOf(map(
                        "id",
                        "gid://shopify/AppSubscriptionLineItem/" + created + "?v=1&index=0",
                        "plan",
                        map("pricingDetails", pricing()))));
        return map(
                "confirmationUrl",
                "https://" + ShopSimulator.SHOP + "/admin/charges/confirm_recurring?id=" + created,
                "appSubscription",
                subscription,
                "userErrors",
                List.of());
    }

    private Map<String, Object> pricing() {
        Map<String, Object> agreed = Objects.requireNonNull(cap);
        return map(
                "cappedAmount",
                agreed,
                "balanceUsed",
                map("amount", used.toPlainString(), "currencyCode", agreed.get("currencyCode")));
    }

    /** The same key gives the same record; beyond the cap the platform says no. */
    Map<String, Object> charge(String item, Map<String, Object> price, String key) {
        if (!item.startsWith("gid://shopify/AppSubscriptionLineItem/" + created)) {
            throw new IllegalStateException("charged on " + item);
        }
        Map<String, Object> known = records.get(key);
        if (known != null) {
            return map("appUsageRecord", known, "userErrors", List.of());
        }
        Map<String, Object> agreed = cap;
        BigDecimal sum = used.add(new BigDecimal(String.valueOf(price.get("amount"))));
        boolean isActive = subscription != null && "ACTIVE".equals(subscription.get("status"));
        if (!isActive || agreed == null || sum.compareTo(new BigDecimal(String.valueOf(agreed.get("amount")))) > 0) {
            return map(
                    "userErrors", listOf(map("message", "Total price exceeds balance remaining", "field", List.of())));
        }
        used = sum;
        Map<String, Object> plan = child(
                ShopState.list(Objects.requireNonNull(subscription), "lineItems")
                        .get(0),
                "plan");
        plan.put("pricingDetails", pricing());
        Map<String, Object> record = map("id", "gid://shopify/AppUsageRecord/" + (records.size() + 1));
        records.put(key, record);
        return map("appUsageRecord", record, "userErrors", List.of());
    }
}
