package io.polyclerk.adapter.shopify;

import static io.polyclerk.adapter.shopify.RestViews.id;
import static io.polyclerk.adapter.shopify.RestViews.lower;
import static io.polyclerk.adapter.shopify.RestViews.order;
import static io.polyclerk.adapter.shopify.RestViews.product;
import static io.polyclerk.adapter.shopify.RestViews.refund;
import static io.polyclerk.adapter.shopify.RestViews.transactions;
import static io.polyclerk.adapter.shopify.ShopState.child;
import static io.polyclerk.adapter.shopify.ShopState.gid;
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
                .map(RestViews::product)
                .toList();
    }
}
