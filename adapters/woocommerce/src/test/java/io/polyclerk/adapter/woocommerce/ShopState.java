package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.adapter.woocommerce.ShopSimulator.Call;
import io.polyclerk.adapter.woocommerce.ShopSimulator.Reply;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the simulated shop knows, and its rules. Begins with the recorded orders and products. */
final class ShopState {

    private static final Pattern ORDER = Pattern.compile("/orders/(\\d+)(?:/(refunds|notes|fulfillments))?");
    private static final Pattern VARIATIONS = Pattern.compile("/products/(\\d+)/variations");
    private static final Pattern WEBHOOK = Pattern.compile("/webhooks/(\\d+)");
    private static final Set<String> STATUSES = Set.of(
            "auto-draft",
            "pending",
            "processing",
            "on-hold",
            "completed",
            "cancelled",
            "refunded",
            "failed",
            "checkout-draft");

    final Map<Long, ObjectNode> orders = new TreeMap<>();
    final Map<Long, List<ObjectNode>> refunds = new TreeMap<>();
    final Map<Long, List<ObjectNode>> notes = new TreeMap<>();
    final Map<Long, List<ObjectNode>> fulfillments = new TreeMap<>();
    final Map<Long, ObjectNode> products = new TreeMap<>();
    final Map<Long, List<ObjectNode>> variations = new TreeMap<>();
    final Map<Long, ObjectNode> webhooks = new TreeMap<>();
    final List<ObjectNode> pages = new ArrayList<>();

    /** What the payment provider was told to give back: order and amount. */
    final List<String> moneyMoved = new ArrayList<>();

    volatile Duration gatewayTime = Duration.ZERO;
    volatile boolean pagesHidden;
    volatile boolean fulfillmentsOff;
    volatile boolean searchKnowsNumbers = true;
    volatile boolean listsVariations = true;
    volatile boolean computesTaxes = true;
    volatile boolean showsTaxes;
    volatile boolean hidesStore;
    final List<ObjectNode> taxRates = new ArrayList<>();
    final List<ObjectNode> coupons = new ArrayList<>();
    /** Nonces of connections that the plugin has begun, and what it was told then. */
    final Set<String> begun = java.util.concurrent.ConcurrentHashMap.newKeySet();

    volatile JsonNode introduction = Recordings.JSON.createObjectNode();
    private final Clock clock;
    private final Consumer<String> violations;
    private long lastId = 10_000;

    ShopState(Clock clock, Consumer<String> violations) {
        this.clock = clock;
        this.violations = violations;
        Recordings.objects(
                        "order_status_cancelled",
                        "order_status_completed",
                        "order_status_failed",
                        "order_status_on-hold",
                        "order_status_pending",
                        "order_status_processing",
                        "order_status_refunded",
                        "order_with_two_refunds",
                        "order_with_fulfillment",
                        "order_fully_refunded",
                        "orders_by_customer",
                        "orders_search_phone_as_stored",
                        "order_trash",
                        "order_after_refunds")
                .forEach(order -> orders.put(order.path("id").asLong(), order));
        orders.forEach((id, order) ->
                order.path("refunds").forEach(refund -> refundsOf(id).add(recorded(refund))));
        refunds.put(192L, new ArrayList<>(Recordings.objects("order_refunds")));
        fulfillments.put(220L, Recordings.objects("fulfillments_list"));
        Recordings.objects(
                        "products_search",
                        "product_on_sale",
                        "product_simple_by_sku",
                        "product_on_backorder_notify",
                        "product_variable",
                        "product_variable_parent_stock",
                        "product_grouped",
                        "product_external",
                        "product_draft",
                        "product_out_of_stock",
                        "product_low_stock",
                        "product_no_stock_management_virtual",
                        "product_backorder_silent")
                .forEach(product -> products.put(product.path("id").asLong(), product));
        addTaxRate(1, "GB", "", "20.0000");
        variations.put(98L, Recordings.objects("product_variable_variations"));
        variations.put(170L, Recordings.objects("product_variable_parent_stock_variations"));
    }

    private static ObjectNode recorded(JsonNode summary) {
        ObjectNode refund = ((ObjectNode)
                        Recordings.json("order_put_status_refunded_refunds").path(0))
                .deepCopy();
        refund.put("id", summary.path("id").asLong());
        refund.put("reason", summary.path("reason").asText());
        refund.put("amount", summary.path("total").asText().replace("-", ""));
        return refund;
    }

    synchronized List<ObjectNode> refundsOf(long order) {
        return refunds.computeIfAbsent(order, id -> new ArrayList<>());
    }

    synchronized List<ObjectNode> notesOf(long order) {
        return notes.computeIfAbsent(order, id -> new ArrayList<>());
    }

    Reply reply(Call call) {
        if (call.method().equals("POST") && call.path().endsWith("/refunds")) {
            return refund(call);
        }
        synchronized (this) {
            return route(call);
        }
    }

    private Reply route(Call call) {
        String path = call.path().replaceFirst("^/wp-json/wc/v3", "");
        Matcher order = ORDER.matcher(path);
        if (order.matches()) {
            return order(call, Long.parseLong(order.group(1)), order.group(2));
        }
        Matcher variation = VARIATIONS.matcher(path);
        if (variation.matches()) {
            allow(call, "per_page", "page", "status", "orderby", "order");
            List<ObjectNode> all = variations.getOrDefault(Long.parseLong(variation.group(1)), List.of());
            return paged(call, all.stream().filter(statusFilter(call)).toList());
        }
        Matcher webhook = WEBHOOK.matcher(path);
        if (webhook.matches()) {
            return webhook(call, Long.parseLong(webhook.group(1)));
        }
        return switch (call.method() + " " + path) {
            case "GET /orders" -> orders(call);
            case "GET /products" -> products(call);
            case "GET /variations" -> listedVariations(call);
            case "GET /taxes" -> {
                allow(call, "per_page", "page");
                yield paged(call, taxRates);
            }
            case "GET /settings/general/woocommerce_calc_taxes" ->
                Reply.ok(Recordings.JSON
                        .createObjectNode()
                        .put("id", "woocommerce_calc_taxes")
                        .put("value", computesTaxes ? "yes" : "no"));
            case "GET /coupons" -> {
                allow(call, "code");
                yield paged(
                        call,
                        coupons.stream()
                                .filter(one -> one.path("code")
                                        .asText()
                                        .equalsIgnoreCase(call.query().get("code")))
                                .toList());
            }
            case "GET /settings/tax" -> taxSettings();
            case "GET /data/currencies/current" -> Reply.ok(Recordings.json("data_currencies_current"));
            case "GET /system_status" -> {
                ObjectNode status = Recordings.JSON.createObjectNode();
                status.putObject("environment").put("language", "en_GB");
                yield Reply.ok(status);
            }
            case "GET /webhooks" -> {
                allow(call, "per_page", "page", "status");
                yield paged(
                        call,
                        webhooks.values().stream().map(ShopState::withoutSecret).toList());
            }
            case "POST /webhooks" -> createWebhook(call);
            case "POST /wp-json/wc-polyclerk/v1/connection" -> introduced(call);
            default -> Reply.recorded(404, "error_404_no_route");
        };
    }

    /** The shop's own plugin, which takes only what it has begun. */
    private Reply introduced(Call call) {
        ObjectNode facts = body(call, "state", "server", "store", "chat", "customerSecret", "key", "keyId");
        if (!begun.contains(facts.path("state").asText())) {
            return Reply.recorded(404, "error_404_no_route");
        }
        introduction = facts;
        return Reply.ok(Recordings.JSON.createObjectNode().put("connected", true));
    }

    private void allow(Call call, String... parameters) {
        call.query().keySet().stream()
                .filter(name -> !List.of(parameters).contains(name))
                .forEach(name -> violations.accept(call.method() + " " + call.path() + " with " + name));
    }

    private static Predicate<JsonNode> statusFilter(Call call) {
        String wanted = call.query().getOrDefault("status", "any");
        return one -> wanted.equals("any") || one.path("status").asText().equals(wanted);
    }

    private Reply orders(Call call) {
        allow(
                call,
                "per_page",
                "page",
                "search",
                "customer",
                "orderby",
                "order",
                "modified_after",
                "dates_are_gmt",
                "_fields",
                "include");
        String search = call.query().get("search");
        String customer = call.query().get("customer");
        String after = call.query().get("modified_after");
        if (after != null && !"true".equals(call.query().get("dates_are_gmt"))) {
            violations.accept("modified_after without saying that it is GMT");
        }
        if (customer != null && customer.equals("0")) {
            violations.accept("asked for the orders of all guests");
        }
        String by = call.query().getOrDefault("orderby", "date").equals("modified")
                ? "date_modified_gmt"
                : "date_created_gmt";
        Comparator<ObjectNode> order = Comparator.comparing(one -> one.path(by).asText());
        boolean descending = !"asc".equals(call.query().get("order"));
        return paged(
                call,
                orders.values().stream()
                        .filter(one -> !one.path("status").asText().equals("trash"))
                        .filter(one -> search == null || matches(one, search))
                        .filter(one -> customer == null
                                || one.path("customer_id").asText().equals(customer))
                        .filter(one -> after == null
                                || one.path("date_modified_gmt").asText().compareTo(after) > 0)
                        .sorted(descending ? order.reversed() : order)
                        .toList());
    }

    /** As the real one: a substring of the addresses, the things bought or the number, or the very id. */
    private boolean matches(JsonNode order, String search) {
        String fields = joined(order.path("billing")) + "\n" + joined(order.path("shipping")) + "\n"
                + (searchKnowsNumbers ? order.path("number").asText() : "") + "\n"
                + order.path("line_items").findValuesAsText("name") + "\n"
                + order.path("transaction_id").asText();
        return order.path("id").asText().equals(search)
                || fields.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
    }

    private static String joined(JsonNode address) {
        List<String> values = new ArrayList<>();
        address.forEach(value -> values.add(value.asText()));
        return String.join(" ", values);
    }

    private Reply products(Call call) {
        allow(call, "per_page", "page", "sku", "include", "status", "orderby", "order", "_fields");
        String sku = call.query().get("sku");
        String include = call.query().get("include");
        List<ObjectNode> all = new ArrayList<>(products.values());
        if (sku != null) {
            variations.forEach((parent, ones) -> ones.forEach(one -> {
                ObjectNode variation = one.deepCopy();
                variation.put("parent_id", parent);
                variation.put(
                        "name",
                        products.get(parent).path("name").asText() + " - "
                                + one.path("name").asText());
                all.add(variation);
            }));
        }
        return paged(
                call,
                all.stream()
                        .filter(statusFilter(call))
                        .filter(one -> sku == null || one.path("sku").asText().equalsIgnoreCase(sku))
                        .filter(one -> include == null
                                || List.of(include.split(","))
                                        .contains(one.path("id").asText()))
                        .toList());
    }

    private static Reply taxSetting(ArrayNode into, String id, String value) {
        into.addObject().put("id", id).put("value", value);
        return Reply.ok(into);
    }

    private Reply taxSettings() {
        ArrayNode settings = Recordings.JSON.createArrayNode();
        taxSetting(settings, "woocommerce_prices_include_tax", "no");
        return taxSetting(settings, "woocommerce_tax_display_shop", showsTaxes ? "incl" : "excl");
    }

    /** What the shop's own pages show, with a fifth of taxes. */
    Reply shown(Call call) {
        if (hidesStore) {
            return Reply.recorded(404, "error_404_no_route");
        }
        allow(call, "per_page", "include", "type");
        List<String> wanted = List.of(call.query().get("include").split(","));
        ArrayNode shown = Recordings.JSON.createArrayNode();
        ("variation".equals(call.query().get("type"))
                        ? variations.values().stream().flatMap(List::stream)
                        : products.values().stream())
                .filter(one -> wanted.contains(one.path("id").asText()))
                .forEach(one -> {
                    ObjectNode prices = shown.addObject()
                            .put("id", one.path("id").asLong())
                            .putObject("prices")
                            .put("currency_minor_unit", 2);
                    for (String name : List.of("price", "regular_price")) {
                        prices.put(
                                name,
                                new BigDecimal(one.path(name).asText())
                                        .multiply(new BigDecimal("120"))
                                        .toBigInteger()
                                        .toString());
                    }
                });
        return Reply.ok(shown);
    }

    /** Since WooCommerce 10.3; older ones know no such route. */
    private Reply listedVariations(Call call) {
        allow(call, "per_page", "page", "status", "orderby", "order");
        if (!listsVariations) {
            return Reply.recorded(404, "error_404_no_route");
        }
        List<ObjectNode> all = new ArrayList<>();
        variations.forEach((parent, ones) -> ones.stream()
                .filter(statusFilter(call))
                .forEach(one -> all.add(one.deepCopy().put("parent_id", parent).put("type", "variation"))));
        return paged(call, all);
    }

    ObjectNode addTaxRate(long id, String country, String state, String percent) {
        ObjectNode rate = Recordings.JSON.createObjectNode();
        rate.put("id", id).put("country", country).put("state", state).put("postcode", "");
        rate.put("city", "").put("rate", percent).put("name", "Tax").put("class", "standard");
        rate.putArray("postcodes");
        rate.putArray("cities");
        taxRates.add(rate);
        return rate;
    }

    /** With an address the real one computes the taxes of the whole order anew, paid or not, at today's rates for the new place. */
    private void computeTaxes(ObjectNode order) {
        BigDecimal total = new BigDecimal(order.path("total").asText());
        for (JsonNode line : order.path("tax_lines")) {
            BigDecimal paid = new BigDecimal(line.path("tax_total").asText())
                    .add(new BigDecimal(line.path("shipping_tax_total").asText()));
            BigDecimal percent = taxRates.stream()
                    .filter(rate ->
                            rate.path("id").asText().equals(line.path("rate_id").asText()))
                    .filter(rate -> List.of("", order.at("/shipping/state").asText())
                            .contains(rate.path("state").asText()))
                    .map(rate -> new BigDecimal(rate.path("rate").asText()))
                    .findFirst()
                    .orElse(BigDecimal.ZERO);
            BigDecimal now = paid.multiply(percent)
                    .divide(new BigDecimal(line.path("rate_percent").asText()), 2, java.math.RoundingMode.HALF_UP);
            total = total.subtract(paid).add(now);
        }
        order.put("total", total.toPlainString());
    }

    private Reply paged(Call call, List<? extends JsonNode> all) {
        int size = Integer.parseInt(call.query().getOrDefault("per_page", "10"));
        int page = Integer.parseInt(call.query().getOrDefault("page", "1"));
        if (size < 1 || size > 100) {
            return Reply.recorded(400, "error_400_per_page");
        }
        ArrayNode batch = Recordings.JSON.createArrayNode();
        all.stream()
                .skip((page - 1L) * size)
                .limit(size)
                .forEach(one -> batch.add(only(call.query().get("_fields"), one.deepCopy())));
        return new Reply(
                200,
                batch,
                Map.of(
                        "X-WP-Total", String.valueOf(all.size()),
                        "X-WP-TotalPages", String.valueOf((all.size() + size - 1) / size)));
    }

    /** As WordPress does it; of a parameter that is there several times PHP knows the last one only. */
    private static JsonNode only(String fields, JsonNode thing) {
        return fields == null ? thing : ((ObjectNode) thing).retain(List.of(fields.split(",")));
    }

    private Reply order(Call call, long id, String part) {
        ObjectNode order = orders.get(id);
        if (order == null) {
            return Reply.recorded(404, "error_404_order");
        }
        if (part == null) {
            return call.method().equals("PUT") ? update(call, order) : Reply.ok(order.deepCopy());
        }
        return switch (call.method() + " " + part) {
            case "GET refunds" -> {
                allow(call, "per_page");
                yield paged(call, refundsOf(id));
            }
            case "GET notes" -> Reply.ok(array(notesOf(id)));
            case "POST notes" -> createNote(call, id);
            case "GET fulfillments" ->
                fulfillmentsOff
                        ? Reply.recorded(404, "error_404_no_route")
                        : Reply.ok(array(fulfillments.getOrDefault(id, List.of())));
            default -> Reply.recorded(404, "error_404_no_route");
        };
    }

    private static ArrayNode array(List<ObjectNode> items) {
        ArrayNode array = Recordings.JSON.createArrayNode();
        items.forEach(item -> array.add(item.deepCopy()));
        return array;
    }

    private ObjectNode body(Call call, String... allowed) {
        try {
            ObjectNode body = (ObjectNode) Recordings.JSON.readTree(call.body());
            body.fieldNames().forEachRemaining(name -> {
                if (!List.of(allowed).contains(name)) {
                    violations.accept(call.path() + " with the field " + name);
                }
            });
            return body;
        } catch (JsonProcessingException | ClassCastException broken) {
            violations.accept(call.path() + " with a body that is no object");
            return Recordings.JSON.createObjectNode();
        }
    }

    private Reply update(Call call, ObjectNode order) {
        ObjectNode change = body(call, "status", "shipping", "meta_data");
        String status = change.path("status").asText("");
        if (change.has("status") && !STATUSES.contains(status)) {
            return Reply.recorded(400, "error_400_status");
        }
        if (status.equals("refunded")) {
            violations.accept("the status 'refunded' makes a refund that moves no money");
        }
        if (change.has("status")) {
            order.put("status", status);
        }
        change.path("shipping")
                .properties()
                .forEach(field -> ((ObjectNode) order.path("shipping")).set(field.getKey(), field.getValue()));
        if (change.has("shipping") && computesTaxes) {
            computeTaxes(order);
        }
        change.path("meta_data").forEach(meta -> writeMeta(order, meta));
        touch(order);
        return Reply.ok(order.deepCopy());
    }

    private void writeMeta(ObjectNode owner, JsonNode meta) {
        for (JsonNode known : owner.withArray("meta_data")) {
            if (known.path("key").equals(meta.path("key"))) {
                ((ObjectNode) known).set("value", meta.path("value"));
                return;
            }
        }
        owner.withArray("meta_data")
                .addObject()
                .put("id", ++lastId)
                .put("key", meta.path("key").asText())
                .set("value", meta.path("value"));
    }

    private void touch(ObjectNode thing) {
        thing.put("date_modified_gmt", now());
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    }

    private Reply createNote(Call call, long id) {
        ObjectNode wanted = body(call, "note", "customer_note");
        if (wanted.path("note").asText("").isEmpty()) {
            return Reply.recorded(400, "error_400_note_empty");
        }
        ObjectNode note = (ObjectNode) Recordings.json("order_note_create_private");
        note.put("id", ++lastId).set("note", wanted.path("note"));
        note.put("customer_note", wanted.path("customer_note").asBoolean());
        notesOf(id).add(0, note);
        return new Reply(201, note, Map.of());
    }

    /** In the real one's order: recorded first, then the payment provider, and taken back when it declines. */
    private Reply refund(Call call) {
        long id = Long.parseLong(call.path().replaceAll("^.*\\/orders\\/(\\d+)\\/refunds$", "$1"));
        ObjectNode refund;
        ObjectNode wanted;
        synchronized (this) {
            ObjectNode order = orders.get(id);
            wanted = body(call, "amount", "reason", "api_refund", "api_restock", "line_items", "meta_data");
            if (order == null) {
                return Reply.recorded(500, "error_500_refund_of_unknown_order");
            }
            if (!wanted.path("amount").isTextual()) {
                return Reply.recorded(400, "error_refund_amount_as_json_number");
            }
            BigDecimal amount = new BigDecimal(wanted.path("amount").asText());
            if (amount.compareTo(left(order)) > 0) {
                return Reply.recorded(500, "error_500_refund_too_large");
            }
            if (!wanted.path("api_refund").asBoolean()) {
                violations.accept("a refund that moves no money");
            }
            refund = begin(order, wanted, amount);
        }
        ShopSimulator.sleep(gatewayTime);
        synchronized (this) {
            ObjectNode order = orders.get(id);
            boolean canRefund = order.path("payment_method").asText().equals("rig_card");
            if (!canRefund || wanted.path("reason").asText().contains("DECLINE")) {
                refundsOf(id).remove(refund);
                summarise(order);
                return Reply.recorded(
                        500, canRefund ? "error_refund_gateway_declined" : "error_refund_gateway_without_refunds");
            }
            moneyMoved.add(id + " " + refund.path("amount").asText());
            if (call.dieInGateway()) {
                return Reply.ok(refund);
            }
            refund.put("refunded_payment", true);
            wanted.path("meta_data").forEach(meta -> writeMeta(refund, meta));
            if (left(order).signum() == 0) {
                order.put("status", "refunded");
            }
            touch(order);
            return new Reply(201, refund.deepCopy(), Map.of());
        }
    }

    private ObjectNode begin(ObjectNode order, ObjectNode wanted, BigDecimal amount) {
        ObjectNode refund = (ObjectNode) Recordings.json("refund_create_line_item_api_refund");
        JsonNode template = refund.path("line_items").path(0);
        refund.put("id", ++lastId);
        refund.put("amount", amount.setScale(2).toPlainString());
        refund.put("reason", wanted.path("reason").asText());
        refund.put("refunded_payment", false);
        refund.put("date_created_gmt", now());
        ArrayNode lines = refund.putArray("line_items");
        wanted.path("line_items").forEach(line -> {
            if (!line.path("refund_total").isNumber()) {
                violations.accept("refund_total is a number");
            }
            ObjectNode one = template.deepCopy();
            one.put("quantity", -line.path("quantity").asInt());
            one.put("total", line.path("refund_total").decimalValue().negate().toPlainString());
            ((ObjectNode) one.path("meta_data").path(0))
                    .put("value", line.path("id").asText());
            lines.add(one);
        });
        refundsOf(order.path("id").asLong()).add(0, refund);
        summarise(order);
        return refund;
    }

    private void summarise(ObjectNode order) {
        ArrayNode summary = order.putArray("refunds");
        refundsOf(order.path("id").asLong())
                .forEach(refund -> summary.addObject()
                        .put("id", refund.path("id").asLong())
                        .put("reason", refund.path("reason").asText())
                        .put("total", "-" + refund.path("amount").asText()));
    }

    BigDecimal left(ObjectNode order) {
        return refundsOf(order.path("id").asLong()).stream()
                .map(refund -> new BigDecimal(refund.path("amount").asText()))
                .reduce(new BigDecimal(order.path("total").asText()), BigDecimal::subtract);
    }

    private Reply createWebhook(Call call) {
        ObjectNode wanted = body(call, "name", "topic", "delivery_url", "secret", "status");
        if (!wanted.path("topic")
                .asText()
                .matches("(order|product|customer|coupon)\\.(created|updated|deleted|restored)")) {
            return Reply.recorded(400, "error_400_webhook_topic");
        }
        ObjectNode webhook = (ObjectNode) Recordings.json("webhook_one");
        webhook.setAll(wanted);
        webhook.put("id", ++lastId);
        webhooks.put(lastId, webhook);
        return new Reply(201, withoutSecret(webhook), Map.of());
    }

    private Reply webhook(Call call, long id) {
        ObjectNode webhook = webhooks.get(id);
        if (webhook == null) {
            return Reply.recorded(404, "error_404_order");
        }
        if (call.method().equals("DELETE")) {
            allow(call, "force");
            return Reply.ok(withoutSecret(webhooks.remove(id)));
        }
        webhook.setAll(body(call, "name", "delivery_url", "secret", "status"));
        return Reply.ok(withoutSecret(webhook));
    }

    private static ObjectNode withoutSecret(ObjectNode webhook) {
        ObjectNode shown = webhook.deepCopy();
        shown.remove("secret");
        return shown;
    }

    Reply pages(Call call) {
        if (pagesHidden) {
            return Reply.recorded(401, "error_401_no_auth");
        }
        allow(call, "per_page", "page", "_fields");
        return paged(call, pages);
    }

    void addPage(String slug, String title, String html) {
        ObjectNode page = Recordings.JSON.createObjectNode();
        page.put("id", ++lastId).put("slug", slug).put("link", "https://shop.example/" + slug + "/");
        page.putObject("title").put("rendered", title);
        page.putObject("content").put("rendered", html).put("protected", false);
        pages.add(page);
    }

    /** A copy of an order under another id, to be changed by a test. */
    ObjectNode copyOrder(long from, long to) {
        ObjectNode copy = orders.get(from).deepCopy();
        copy.put("id", to).put("number", String.valueOf(to));
        orders.put(to, copy);
        return copy;
    }

    /** Every order with its meta data, for looking at what was written. */
    Map<String, String> meta(long order) {
        return Json.meta(orders.get(order)).properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().asText(),
                        (one, other) -> other,
                        LinkedHashMap::new));
    }

    Instant modified(long order) {
        return Json.instant(orders.get(order).path("date_modified_gmt").asText());
    }
}
