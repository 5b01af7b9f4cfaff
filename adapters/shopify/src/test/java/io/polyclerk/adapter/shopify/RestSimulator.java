package io.polyclerk.adapter.shopify;

import static io.polyclerk.adapter.shopify.ShopState.amount;
import static io.polyclerk.adapter.shopify.ShopState.child;
import static io.polyclerk.adapter.shopify.ShopState.gid;
import static io.polyclerk.adapter.shopify.ShopState.list;
import static io.polyclerk.adapter.shopify.ShopState.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.adapter.shopify.ShopSimulator.Reply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The same shop behind REST Admin. */
final class RestSimulator {

    final AtomicInteger used = new AtomicInteger();
    volatile int largest = 40;
    private final ShopState state;
    private final Consumer<String> violation;
    private final Map<String, Map<String, String>> pages = new ConcurrentHashMap<>();

    RestSimulator(ShopState state, Consumer<String> violation) {
        this.state = state;
        this.violation = violation;
    }

    Reply reply(String method, String path, Map<String, String> query, JsonNode body) {
        if (used.get() >= largest) {
            return new Reply(
                    429, Json.object().put("errors", "Exceeded 2 calls per second"), Map.of("Retry-After", "2.0"));
        }
        Reply reply = switch (method + " " + path.replaceAll("\\d+", "N")) {
            case "GET shop" ->
                ok(
                        "shop",
                        map(
                                "id", 1,
                                "myshopify_domain", ShopSimulator.SHOP,
                                "domain", "fernwick.example",
                                "currency", "GBP",
                                "primary_locale", "en"));
            case "GET policies" ->
                ok(
                        "policies",
                        List.of(map(
                                "title", "Refund policy",
                                "body", "<p>30 days.</p>",
                                "handle", "refund-policy",
                                "url", "https://fernwick.example/policies/refund-policy")));
            case "GET orders" -> page("orders", "orders", query, this::orders);
            case "GET orders/N" -> one(path, order -> ok("order", order(order)));
            case "PUT orders/N" -> one(path, order -> updated(order, body.path("order")));
            case "POST orders/N/cancel" -> one(path, order -> cancelled(order, body));
            case "GET orders/N/transactions" -> one(path, order -> ok("transactions", transactions(order)));
            case "POST orders/N/refunds" -> one(path, order -> refunded(order, body.path("refund")));
            case "GET customers/search" ->
                ok(
                        "customers",
                        query.get("query").startsWith("phone:")
                                ? List.of(map("id", 31, "phone", "+4930123456"), map("id", 32, "phone", "+49301234567"))
                                : List.of());
            case "GET products" -> page("products", "products", query, this::products);
            case "GET products/N" ->
                state.products.stream()
                        .filter(one -> one.get("id").equals(gid("Product", number(path))))
                        .findFirst()
                        .map(one -> ok("product", product(one)))
                        .orElse(ShopSimulator.error(404));
            case "GET webhooks" -> ok("webhooks", state.hooks);
            case "POST webhooks" -> {
                Map<String, Object> hook = Json.MAPPER.convertValue(body.path("webhook"), Map.class);
                hook.put("id", state.next());
                state.hooks.add(hook);
                yield new Reply(201, Json.object().set("webhook", Json.MAPPER.valueToTree(hook)), Map.of());
            }
            case "DELETE webhooks/N" -> {
                state.hooks.removeIf(hook -> String.valueOf(hook.get("id")).equals(number(path)));
                yield new Reply(200, Json.object(), Map.of());
            }
            default -> {
                violation.accept("no such call: " + method + " " + path);
                yield ShopSimulator.error(404);
            }
        };
        Map<String, String> headers = new java.util.HashMap<>(reply.headers());
        headers.put("X-Shopify-Shop-Api-Call-Limit", used.get() + 1 + "/" + largest);
        return new Reply(reply.status(), reply.body(), headers);
    }

    private static String number(String path) {
        return path.replaceAll("\\D+", " ").strip().split(" ")[0];
    }

    private static Reply ok(String name, Object value) {
        return new Reply(200, Json.object().set(name, Json.MAPPER.valueToTree(value)), Map.of());
    }

    private Reply one(String path, java.util.function.Function<Map<String, Object>, Reply> then) {
        Map<String, Object> order = state.order(gid("Order", number(path)));
        return order == null ? ShopSimulator.error(404) : then.apply(order);
    }

    /** Two things to a page, whatever was asked for: the shop may always give less. */
    private Reply page(
            String path,
            String name,
            Map<String, String> query,
            java.util.function.Function<Map<String, String>, List<ObjectNode>> find) {
        Map<String, String> asked = query;
        int from = 0;
        String mark = query.get("page_info");
        if (mark != null) {
            if (!Set.of("page_info", "limit", "fields").containsAll(query.keySet())) {
                violation.accept("a page is asked for with " + query.keySet());
                return ShopSimulator.error(400);
            }
            asked = pages.get(mark);
            from = Integer.parseInt(mark.replaceFirst(".*from", ""));
        }
        List<ObjectNode> found = find.apply(asked);
        ArrayNode some = Json.MAPPER.createArrayNode();
        found.stream().skip(from).limit(2).forEach(some::add);
        Map<String, String> headers = new java.util.HashMap<>();
        if (found.size() > from + 2) {
            String next = "p" + state.next() + "from" + (from + 2);
            pages.put(next, asked);
            headers.put(
                    "Link",
                    "<https://" + ShopSimulator.SHOP + "/admin/api/2026-10/" + path + ".json?limit=2&page_info=" + next
                            + ">; rel=\"next\"");
        }
        return new Reply(200, Json.object().set(name, some), headers);
    }

    private List<ObjectNode> orders(Map<String, String> query) {
        if (!"any".equals(query.get("status"))) {
            violation.accept("closed orders are left out");
        }
        List<ObjectNode> found = new ArrayList<>();
        for (Map<String, Object> order : state.orders) {
            boolean fits = ((String) order.get("name"))
                            .contains(query.getOrDefault("name", "").toUpperCase(Locale.ROOT))
                    && String.valueOf(order.get("email"))
                            .contains(query.getOrDefault("email", "").replaceFirst(".*@", ""))
                    && (!query.containsKey("customer_id")
                            || child(order, "customer").get("id").equals(gid("Customer", query.get("customer_id"))))
                    && ((String) order.get("updatedAt")).compareTo(query.getOrDefault("updated_at_min", "")) >= 0;
            if (fits) {
                found.add(order(order));
            }
        }
        if (!query.containsKey("order")) {
            java.util.Collections.reverse(found);
        }
        return found;
    }

    private static String tail(Object gid) {
        String id = (String) gid;
        return id.substring(id.lastIndexOf('/') + 1);
    }

    private static long id(Map<String, Object> owner) {
        return Long.parseLong(tail(owner.get("id")));
    }

    private static String lower(Object word) {
        return String.valueOf(word).toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> set(Map<String, Object> bag) {
        Map<String, Object> paid = child(bag, "presentmentMoney");
        return map("presentment_money", map("amount", paid.get("amount"), "currency_code", paid.get("currencyCode")));
    }

    private static ObjectNode order(Map<String, Object> order) {
        Map<String, Object> customer = child(order, "customer");
        String fulfilment = lower(order.get("displayFulfillmentStatus"));
        Map<String, Object> rest = map(
                "id", id(order),
                "name", order.get("name"),
                "email", order.get("email"),
                "phone", null,
                "note", order.get("note"),
                "created_at", order.get("createdAt"),
                "processed_at", order.get("processedAt"),
                "updated_at", order.get("updatedAt"),
                "cancelled_at", order.get("cancelledAt"),
                "financial_status", lower(order.get("displayFinancialStatus")),
                "fulfillment_status", fulfilment.equals("unfulfilled") ? null : fulfilment,
                "taxes_included", order.get("taxesIncluded"),
                "currency", "GBP",
                "presentment_currency",
                        child(child(order, "totalPriceSet"), "presentmentMoney").get("currencyCode"),
                "total_price", "0.00",
                "total_price_set", set(child(order, "totalPriceSet")),
                "order_status_url", order.get("statusPageUrl"),
                "payment_gateway_names", order.get("paymentGatewayNames"),
                "customer", customer == null ? null : map("id", id(customer)),
                "billing_address", address(child(order, "billingAddress")),
                "shipping_address", address(child(order, "shippingAddress")),
                "line_items",
                        list(order, "lineItems").stream()
                                .map(RestSimulator::line)
                                .toList(),
                "fulfillments",
                        list(order, "fulfillments").stream()
                                .map(RestSimulator::parcel)
                                .toList(),
                "refunds",
                        list(order, "refunds").stream()
                                .map(RestSimulator::refund)
                                .toList());
        return Json.MAPPER.valueToTree(rest);
    }

    private static Map<String, Object> line(Map<String, Object> line) {
        BigDecimal whole = amount(child(line, "originalTotalSet"));
        String currency = (String)
                child(child(line, "originalTotalSet"), "presentmentMoney").get("currencyCode");
        int quantity = (int) line.get("quantity");
        return map(
                "id", id(line),
                "title", line.get("title"),
                "sku", line.get("sku"),
                "quantity", quantity,
                "product_id", id(child(line, "product")),
                "variant_id", id(child(line, "variant")),
                "price_set",
                        set(ShopState.money(
                                whole.divide(BigDecimal.valueOf(quantity)).toPlainString(), currency)),
                "discount_allocations",
                        list(line, "discountAllocations").stream()
                                .map(one -> map("amount_set", set(child(one, "allocatedAmountSet"))))
                                .toList(),
                "tax_lines",
                        list(line, "taxLines").stream()
                                .map(one -> map("price_set", set(child(one, "priceSet"))))
                                .toList());
    }

    private static Map<String, Object> parcel(Map<String, Object> parcel) {
        Map<String, Object> tracking = list(parcel, "trackingInfo").get(0);
        return map(
                "id", id(parcel),
                "status", lower(parcel.get("status")),
                "shipment_status", lower(parcel.get("displayStatus")),
                "created_at", parcel.get("createdAt"),
                "updated_at", parcel.get("createdAt"),
                "tracking_company", tracking.get("company"),
                "tracking_number", tracking.get("number"),
                "tracking_url", tracking.get("url"),
                "line_items",
                        list(parcel, "fulfillmentLineItems").stream()
                                .map(one -> map("id", id(child(one, "lineItem"))))
                                .toList());
    }

    private static Map<String, Object> refund(Map<String, Object> refund) {
        Map<String, Object> paid = child(child(refund, "totalRefundedSet"), "presentmentMoney");
        return map(
                "id", id(refund),
                "note", refund.get("note"),
                "created_at", refund.get("createdAt"),
                "transactions",
                        List.of(
                                map(
                                        "kind",
                                        "refund",
                                        "status",
                                        "success",
                                        "amount",
                                        paid.get("amount"),
                                        "currency",
                                        paid.get("currencyCode")),
                                map(
                                        "kind",
                                        "refund",
                                        "status",
                                        "failure",
                                        "amount",
                                        "1.00",
                                        "currency",
                                        paid.get("currencyCode"))));
    }

    private static Map<String, Object> address(Map<String, Object> address) {
        if (address == null) {
            return null;
        }
        Map<String, Object> rest =
                map("province_code", address.get("provinceCode"), "country_code", address.get("countryCodeV2"));
        List.of("name", "address1", "address2", "city", "zip", "phone")
                .forEach(name -> rest.put(name, address.get(name)));
        return rest;
    }

    private static List<Map<String, Object>> transactions(Map<String, Object> order) {
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(map("id", 499, "kind", "authorization", "status", "success", "gateway", "bogus", "amount", "40.00"));
        all.add(map("id", 500, "kind", "sale", "status", "success", "gateway", "bogus", "amount", "40.00"));
        list(order, "refunds")
                .forEach(refund -> all.add(map(
                        "id",
                        id(refund),
                        "parent_id",
                        500,
                        "kind",
                        "refund",
                        "status",
                        "success",
                        "amount",
                        amount(child(refund, "totalRefundedSet")).toPlainString())));
        return all;
    }

    private synchronized Reply refunded(Map<String, Object> order, JsonNode asked) {
        BigDecimal amount = BigDecimal.ZERO;
        for (JsonNode one : asked.path("transactions")) {
            if (one.path("parent_id").asInt() != 500
                    || !one.path("kind").asText().equals("refund")) {
                violation.accept("a refund of no payment");
            }
            amount = amount.add(new BigDecimal(one.path("amount").asText()));
        }
        if (amount.signum() <= 0 || state.refundable(order).compareTo(amount) < 0) {
            return ShopSimulator.error(422);
        }
        // There is no key: the same request refunds again.
        return new Reply(
                201,
                Json.object()
                        .set(
                                "refund",
                                Json.MAPPER.valueToTree(refund(state.refund(
                                        order, amount, asked.path("note").asText())))),
                Map.of());
    }

    private Reply cancelled(Map<String, Object> order, JsonNode asked) {
        if (asked.has("amount") || asked.has("refund")) {
            violation.accept("a cancellation must not move money");
        }
        if (order.get("cancelledAt") != null
                || !order.get("displayFulfillmentStatus").equals("UNFULFILLED")) {
            return ShopSimulator.error(422);
        }
        state.cancel(order);
        return ok("order", order(order));
    }

    private Reply updated(Map<String, Object> order, JsonNode asked) {
        if (asked.path("id").asLong() != id(order)) {
            return ShopSimulator.error(422);
        }
        if (asked.has("note")) {
            order.put("note", asked.path("note").asText());
        }
        JsonNode to = asked.path("shipping_address");
        if (to.isObject()) {
            Map<String, Object> address = map(
                    "name",
                            (to.path("first_name").asText() + " "
                                            + to.path("last_name").asText())
                                    .strip(),
                    "countryCodeV2", to.path("country_code").asText(),
                    "provinceCode", to.path("province_code").asText());
            List.of("address1", "address2", "city", "zip", "phone")
                    .forEach(name -> address.put(name, to.path(name).asText()));
            order.put("shippingAddress", address);
        }
        state.touch(order);
        return ok("order", order(order));
    }

    private List<ObjectNode> products(Map<String, String> query) {
        return state.products.stream()
                .filter(one ->
                        !query.containsKey("status") || lower(one.get("status")).equals(query.get("status")))
                .map(RestSimulator::product)
                .toList();
    }

    private static ObjectNode product(Map<String, Object> product) {
        List<Map<String, Object>> variants = list(product, "variants").stream()
                .map(one -> map(
                        "id", id(one),
                        "sku", one.get("sku"),
                        "title", one.get("title"),
                        "option1", one.get("title"),
                        "price", one.get("price"),
                        "compare_at_price", one.get("compareAtPrice"),
                        "inventory_management", "shopify",
                        "inventory_policy", lower(one.get("inventoryPolicy")),
                        "inventory_quantity", one.get("inventoryQuantity")))
                .collect(Collectors.toList());
        return Json.MAPPER.valueToTree(map(
                "id",
                id(product),
                "title",
                product.get("title"),
                "status",
                lower(product.get("status")),
                "handle",
                "thing-" + id(product),
                "body_html",
                "<p>Keeps you dry.</p>",
                "product_type",
                "Outdoor",
                "vendor",
                "Fernwick",
                "tags",
                "rain, coat",
                "published_at",
                product.get("publishedAt"),
                "image",
                map("src", "https://cdn.example/x.jpg"),
                "options",
                List.of(map("name", "Size")),
                "variants",
                variants));
    }
}
