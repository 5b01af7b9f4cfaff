package io.polyclerk.adapter.shopify;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an invented shop holds, in the shape of the GraphQL Admin API. */
final class ShopState {

    final List<Map<String, Object>> orders = new CopyOnWriteArrayList<>();
    final List<Map<String, Object>> products = new CopyOnWriteArrayList<>();
    final List<Map<String, Object>> hooks = new CopyOnWriteArrayList<>();
    final List<Map<String, Object>> locales = new CopyOnWriteArrayList<>();
    /** By their codes in small letters; each says under {@code is} which type of discount it is. */
    final Map<String, Map<String, Object>> discounts = new ConcurrentHashMap<>();

    final List<String> moneyMoved = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private int serial = 9_000;

    ShopState(Clock clock) {
        this.clock = clock;
        orders.add(order(1, "#1001", "lena@mail.example", "PAID", "UNFULFILLED", "GBP"));
        orders.add(shipped(order(2, "#1002", "omar@mail.example", "PAID", "FULFILLED", "GBP")));
        orders.add(order(3, "#1001-A", "lena@mail.example", "PENDING", "UNFULFILLED", "GBP"));
        orders.add(order(4, "#1004", "yuki@mail.example", "PAID", "UNFULFILLED", "EUR"));
        orders.add(order(5, "#1005", "yuki@mail.example", "PAID", "UNFULFILLED", "GBP"));
        orders.add(order(6, "#1005", "yuki@mail.example", "PAID", "UNFULFILLED", "GBP"));
        Map<String, Object> large = order(7, "#1007", "lena@mail.example", "PAID", "UNFULFILLED", "GBP");
        for (int n = 3; n <= 65; n++) {
            list(large, "lineItems").add(line(700 + n, "Thing " + n, 1, "1.00", "GBP"));
        }
        orders.add(large);
        products.add(product(11, "Fernwick rain jacket", "ACTIVE", "RJ-100"));
        products.add(product(12, "Walking socks", "ACTIVE", "WS-200"));
        products.add(product(13, "Secret jacket", "DRAFT", "SJ-300"));
        locales.add(map("locale", "en", "primary", true, "published", true));
        locales.add(map("locale", "de", "primary", false, "published", true));
        locales.add(map("locale", "fr", "primary", false, "published", false));
    }

    static String gid(String kind, Object id) {
        return "gid://shopify/" + kind + "/" + id;
    }

    static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            map.put((String) pairs[at], pairs[at + 1]);
        }
        return map;
    }

    static List<Object> listOf(Object... items) {
        return new ArrayList<>(List.of(items));
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> owner, String name) {
        return (List<Map<String, Object>>) (List<?>) owner.get(name);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> child(Map<String, Object> owner, String name) {
        return (Map<String, Object>) owner.get(name);
    }

    static Map<String, Object> money(String amount, String currency) {
        return map(
                "presentmentMoney", map("amount", amount, "currencyCode", currency),
                "shopMoney", map("amount", amount, "currencyCode", "GBP"));
    }

    private static Map<String, Object> line(int id, String title, int quantity, String total, String currency) {
        return map(
                "id",
                gid("LineItem", id),
                "title",
                title,
                "variantTitle",
                null,
                "sku",
                "SKU-" + id,
                "quantity",
                quantity,
                "currentQuantity",
                quantity,
                "unfulfilledQuantity",
                quantity,
                "refundableQuantity",
                quantity,
                "product",
                map("id", gid("Product", 11)),
                "variant",
                map("id", gid("ProductVariant", 111)),
                "originalTotalSet",
                money(total, currency),
                "discountAllocations",
                listOf(map("allocatedAmountSet", money("0.50", currency))),
                "taxLines",
                listOf(map("priceSet", money("0.20", currency))));
    }

    private Map<String, Object> order(
            int id, String name, String email, String financial, String fulfilment, String currency) {
        String at = "2026-11-2" + id + "T08:00:00Z";
        return map(
                "id",
                gid("Order", id),
                "name",
                name,
                "createdAt",
                at,
                "processedAt",
                at,
                "updatedAt",
                at,
                "cancelledAt",
                null,
                "closedAt",
                null,
                "taxesIncluded",
                false,
                "displayFinancialStatus",
                financial,
                "displayFulfillmentStatus",
                fulfilment,
                "returnStatus",
                "NO_RETURN",
                "email",
                email,
                "phone",
                null,
                "note",
                null,
                "statusPageUrl",
                "https://fernwick.example/orders/" + id,
                "paymentGatewayNames",
                listOf("bogus"),
                "customer",
                map(
                        "id",
                        gid("Customer", email.startsWith("lena") ? 31 : 32),
                        "displayName",
                        "Lena Vogel",
                        "defaultEmailAddress",
                        map("emailAddress", email),
                        "defaultPhoneNumber",
                        email.startsWith("lena") ? map("phoneNumber", "+4930123456") : null),
                "totalPriceSet",
                money("40.00", currency),
                "billingAddress",
                address(),
                "shippingAddress",
                address(),
                "lineItems",
                listOf(
                        line(id * 100 + 1, "Rain jacket", 2, "30.00", currency),
                        line(id * 100 + 2, "Socks", 1, "9.00", currency)),
                "fulfillments",
                listOf(),
                "refunds",
                listOf(),
                "returns",
                listOf());
    }

    private static Map<String, Object> address() {
        return map(
                "name", "Lena Vogel",
                "address1", "5 Mill Lane",
                "address2", null,
                "city", "Leeds",
                "province", "England",
                "provinceCode", "ENG",
                "zip", "LS1 4AB",
                "countryCodeV2", "GB",
                "phone", "+4930123456");
    }

    private static Map<String, Object> shipped(Map<String, Object> order) {
        List<Object> parts = listOf();
        list(order, "lineItems")
                .forEach(line -> parts.add(map(
                        "id",
                        gid("FulfillmentLineItem", line.get("id").hashCode() & 0xffff),
                        "quantity",
                        line.get("quantity"),
                        "lineItem",
                        line)));
        list(order, "fulfillments")
                .add(map(
                        "id",
                        gid("Fulfillment", 81),
                        "status",
                        "SUCCESS",
                        "displayStatus",
                        "OUT_FOR_DELIVERY",
                        "createdAt",
                        "2026-11-22T10:00:00Z",
                        "estimatedDeliveryAt",
                        "2026-11-25T10:00:00Z",
                        "inTransitAt",
                        null,
                        "deliveredAt",
                        null,
                        "trackingInfo",
                        listOf(map("company", "Royal Mail", "number", "RM1", "url", "https://track.example/RM1")),
                        "events",
                        listOf(map(
                                "status", "OUT_FOR_DELIVERY",
                                "happenedAt", "2026-11-24T06:00:00Z",
                                "city", "Leeds",
                                "country", "GB",
                                "message", "With the driver")),
                        "fulfillmentLineItems",
                        parts));
        return order;
    }

    private static Map<String, Object> product(int id, String title, String status, String sku) {
        List<Object> variants = listOf(
                variant(id * 10 + 1, sku + "-S", "S", "49.00", "59.00", true, 3, "DENY"),
                variant(id * 10 + 2, sku + "-M", "M", "49.00", null, false, 0, "DENY"),
                variant(id * 10 + 3, sku + "-L", "L", "49.00", null, true, -2, "CONTINUE"));
        for (int n = 4; n <= 60; n++) {
            variants.add(variant(id * 1_000 + n, sku + "-" + n, "X" + n, "50.00", null, true, 1, "DENY"));
        }
        return map(
                "id",
                gid("Product", id),
                "title",
                title,
                "status",
                status,
                "description",
                "Keeps you dry.",
                "onlineStoreUrl",
                "https://fernwick.example/products/" + id,
                "productType",
                "Outdoor",
                "vendor",
                "Fernwick",
                "tags",
                listOf("rain"),
                "publishedAt",
                status.equals("ACTIVE") ? "2026-01-01T00:00:00Z" : null,
                "featuredMedia",
                map("preview", map("image", map("url", "https://cdn.example/" + id + ".jpg"))),
                "variants",
                variants);
    }

    private static Map<String, Object> variant(
            int id, String sku, String size, String price, String before, boolean sold, int left, String policy) {
        return map(
                "id", gid("ProductVariant", id),
                "sku", sku,
                "title", size,
                "price", price,
                "compareAtPrice", before,
                "availableForSale", sold,
                "inventoryQuantity", left,
                "inventoryPolicy", policy,
                "selectedOptions", listOf(map("name", "Size", "value", size)),
                "inventoryItem", map("id", gid("InventoryItem", id), "tracked", true));
    }

    static List<Object> policies() {
        return listOf(
                map(
                        "id", gid("ShopPolicy", 1),
                        "type", "REFUND_POLICY",
                        "title", "Refund policy",
                        "body", "<p>30 days.</p><script>bad()</script><ul><li>unworn</li></ul>",
                        "url", "https://fernwick.example/policies/refund-policy"),
                map(
                        "id", gid("ShopPolicy", 2),
                        "type", "SHIPPING_POLICY",
                        "title", "Shipping policy",
                        "body", "<p>2 days.</p>",
                        "url", "https://fernwick.example/policies/shipping-policy"));
    }

    Map<String, Object> order(Object gid) {
        return orders.stream()
                .filter(one -> one.get("id").equals(gid))
                .findFirst()
                .orElse(null);
    }

    void touch(Map<String, Object> order) {
        order.put("updatedAt", clock.instant().toString());
    }

    int next() {
        return ++serial;
    }

    static BigDecimal amount(Map<String, Object> set) {
        return new BigDecimal((String) child(set, "presentmentMoney").get("amount"));
    }

    BigDecimal refundable(Map<String, Object> order) {
        return list(order, "refunds").stream()
                .map(refund -> amount(child(refund, "totalRefundedSet")))
                .reduce(amount(child(order, "totalPriceSet")), BigDecimal::subtract);
    }

    /** Moves the money, whoever asked. */
    Map<String, Object> refund(Map<String, Object> order, BigDecimal amount, String note) {
        String currency = (String)
                child(child(order, "totalPriceSet"), "presentmentMoney").get("currencyCode");
        Map<String, Object> refund = map(
                "id", gid("Refund", next()),
                "createdAt", clock.instant().toString(),
                "note", note,
                "totalRefundedSet", money(amount.toPlainString(), currency));
        list(order, "refunds").add(refund);
        order.put("displayFinancialStatus", refundable(order).signum() == 0 ? "REFUNDED" : "PARTIALLY_REFUNDED");
        touch(order);
        moneyMoved.add(order.get("name") + " " + amount);
        return refund;
    }

    void cancel(Map<String, Object> order) {
        order.put("cancelledAt", clock.instant().toString());
        touch(order);
    }
}
