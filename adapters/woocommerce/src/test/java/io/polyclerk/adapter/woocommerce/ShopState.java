package io.polyclerk.adapter.woocommerce;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The orders of the simulated shop, and its rules. Begins with the recorded ones. */
final class ShopState {

    private static final Pattern ORDER = Pattern.compile("/orders/(\\d+)(?:/(refunds|notes|fulfillments))?");
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
    final ShopCatalogue catalogue;
    final ShopWebhooks webhooks;
    final Map<Long, List<ObjectNode>> refunds = new TreeMap<>();
    final Map<Long, List<ObjectNode>> notes = new TreeMap<>();
    final Map<Long, List<ObjectNode>> fulfillments = new TreeMap<>();

    /** What the payment provider was told to give back: order and amount. */
    final List<String> moneyMoved = new ArrayList<>();

    volatile Duration gatewayTime = Duration.ZERO;
    volatile boolean fulfillmentsOff;
    volatile boolean searchKnowsNumbers = true;
    /** Nonces of connections that the plugin has begun, and what it was told then. */
    final Set<String> begun = java.util.concurrent.ConcurrentHashMap.newKeySet();

    volatile JsonNode introduction = Recordings.JSON.createObjectNode();
    private final Clock clock;
    private final CallReader calls;

    ShopState(Clock clock, Consumer<String> violations) {
        this.clock = clock;
        calls = new CallReader(violations);
        catalogue = new ShopCatalogue(calls);
        webhooks = new ShopWebhooks(calls);
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
        return switch (call.method() + " " + path) {
            case "GET /orders" -> orders(call);
            case "POST /orders/batch" -> {
                calls.body(call);
                yield Reply.ok(Recordings.JSON.createArrayNode());
            }
            case "POST /wp-json/wc-polyclerk/v1/connection" -> introduced(call);
            default -> path.startsWith("/webhooks") ? webhooks.reply(call, path) : catalogue.reply(call, path);
        };
    }

    /** The shop's own plugin, which takes only what it has begun. */
    private Reply introduced(Call call) {
        ObjectNode facts = calls.body(call, "state", "server", "store", "chat", "customerSecret", "key", "keyId");
        if (!begun.contains(facts.path("state").asText())) {
            return Reply.recorded(404, "error_404_no_route");
        }
        introduction = facts;
        return Reply.ok(Recordings.JSON.createObjectNode().put("connected", true));
    }

    private Reply orders(Call call) {
        calls.allow(
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
            calls.violation("modified_after without saying that it is GMT");
        }
        if (customer != null && customer.equals("0")) {
            calls.violation("asked for the orders of all guests");
        }
        String by = call.query().getOrDefault("orderby", "date").equals("modified")
                ? "date_modified_gmt"
                : "date_created_gmt";
        Comparator<ObjectNode> order = Comparator.comparing(one -> one.path(by).asText());
        boolean descending = !"asc".equals(call.query().get("order"));
        return calls.paged(
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
                calls.allow(call, "per_page");
                yield calls.paged(call, refundsOf(id));
            }
            case "GET notes" -> {
                calls.allow(call, "type");
                boolean all = !"customer".equals(call.query().get("type"));
                yield Reply.ok(array(notesOf(id).stream()
                        .filter(note -> all || note.path("customer_note").asBoolean())
                        .toList()));
            }
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

    private Reply update(Call call, ObjectNode order) {
        ObjectNode change = calls.body(call, "status", "shipping", "meta_data");
        String status = change.path("status").asText("");
        if (change.has("status") && !STATUSES.contains(status)) {
            return Reply.recorded(400, "error_400_status");
        }
        if (status.equals("refunded")) {
            calls.violation("the status 'refunded' makes a refund that moves no money");
        }
        if (change.has("status")) {
            order.put("status", status);
        }
        change.path("shipping")
                .properties()
                .forEach(field -> ((ObjectNode) order.path("shipping")).set(field.getKey(), field.getValue()));
        if (change.has("shipping") && catalogue.computesTaxes) {
            catalogue.computeTaxes(order);
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
                .put("id", calls.nextId())
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
        ObjectNode wanted = calls.body(call, "note", "customer_note");
        if (wanted.path("note").asText("").isEmpty()) {
            return Reply.recorded(400, "error_400_note_empty");
        }
        ObjectNode note = (ObjectNode) Recordings.json("order_note_create_private");
        note.put("id", calls.nextId()).set("note", wanted.path("note"));
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
            wanted = calls.body(call, "amount", "reason", "api_refund", "api_restock", "line_items", "meta_data");
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
                calls.violation("a refund that moves no money");
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
        refund.put("id", calls.nextId());
        refund.put("amount", amount.setScale(2).toPlainString());
        refund.put("reason", wanted.path("reason").asText());
        refund.put("refunded_payment", false);
        refund.put("date_created_gmt", now());
        ArrayNode lines = refund.putArray("line_items");
        wanted.path("line_items").forEach(line -> {
            if (!line.path("refund_total").isNumber()) {
                calls.violation("refund_total is a number");
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
