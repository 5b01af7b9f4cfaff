package io.polyclerk.adapter.shopify;

import static io.polyclerk.adapter.shopify.ShopState.child;
import static io.polyclerk.adapter.shopify.ShopState.gid;
import static io.polyclerk.adapter.shopify.ShopState.list;
import static io.polyclerk.adapter.shopify.ShopState.listOf;
import static io.polyclerk.adapter.shopify.ShopState.map;
import static io.polyclerk.adapter.shopify.ShopState.money;

import graphql.language.Argument;
import graphql.language.Directive;
import graphql.language.VariableReference;
import graphql.schema.DataFetchingEnvironment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What mutations do to the shop, and the jobs that some of them begin. */
final class GraphChanges {

    final Map<String, Map<String, Object>> refundsByKey = new ConcurrentHashMap<>();
    final SubscriptionSimulator subscriptions = new SubscriptionSimulator();
    private final Map<String, Integer> looks = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> jobs = new ConcurrentHashMap<>();
    private final ShopState state;
    private final Consumer<String> violation;

    GraphChanges(ShopState state, Consumer<String> violation) {
        this.state = state;
        this.violation = violation;
    }

    Object job(String id) {
        boolean done = looks.merge(id, 1, Integer::sum) >= 2;
        if (done && jobs.containsKey(id)) {
            state.cancel(jobs.remove(id));
        }
        return map("id", id, "done", done);
    }

    private static Object refused(String place, String field) {
        return map(field, null, place, listOf(map("field", listOf("id"), "message", "Lena cannot", "code", "INVALID")));
    }

    synchronized Object mutation(String field, DataFetchingEnvironment environment) {
        return switch (field) {
            case "orderCancel" -> {
                Map<String, Object> order = state.order(environment.getArgument("orderId"));
                Map<String, Object> method = environment.getArgument("refundMethod");
                if (!Boolean.FALSE.equals(method.get("originalPaymentMethodsRefund"))) {
                    violation.accept("a cancellation must not move money");
                }
                if (order.get("cancelledAt") != null
                        || !order.get("displayFulfillmentStatus").equals("UNFULFILLED")) {
                    yield refused("orderCancelUserErrors", "job");
                }
                String id = gid("Job", state.next());
                jobs.put(id, order);
                yield map("job", map("id", id, "done", false), "orderCancelUserErrors", listOf());
            }
            case "orderUpdate" -> updated(environment.getArgument("input"));
            case "refundCreate" -> refunded(environment);
            case "returnRequest" -> returned(environment.getArgument("input"));
            case "appSubscriptionCreate" -> subscriptions.create(environment.getArgument("lineItems"));
            case "appUsageRecordCreate" ->
                subscriptions.charge(
                        environment.getArgument("subscriptionLineItemId"),
                        environment.getArgument("price"),
                        environment.getArgument("idempotencyKey"));
            case "webhookSubscriptionCreate" -> {
                Map<String, Object> asked = environment.getArgument("webhookSubscription");
                Map<String, Object> hook = map(
                        "id", gid("WebhookSubscription", state.next()),
                        "topic", environment.getArgument("topic"),
                        "uri", asked.get("uri"));
                if (state.hooks.stream()
                        .anyMatch(one -> one.get("topic").equals(hook.get("topic"))
                                && one.get("uri").equals(hook.get("uri")))) {
                    yield refused("userErrors", "webhookSubscription");
                }
                state.hooks.add(hook);
                yield map("webhookSubscription", hook, "userErrors", listOf());
            }
            case "webhookSubscriptionDelete" -> {
                String id = environment.getArgument("id");
                state.hooks.removeIf(one -> one.get("id").equals(id));
                yield map("deletedWebhookSubscriptionId", id, "userErrors", listOf());
            }
            default -> throw new IllegalStateException(field);
        };
    }

    private Object updated(Map<String, Object> input) {
        Map<String, Object> order = state.order(input.get("id"));
        if (input.containsKey("note")) {
            order.put("note", input.get("note"));
        }
        if (input.containsKey("shippingAddress")) {
            Map<String, Object> asked = child(input, "shippingAddress");
            Map<String, Object> to = map(
                    "name", (asked.get("firstName") + " " + asked.get("lastName")).strip(),
                    "countryCodeV2", asked.get("countryCode"));
            List.of("address1", "address2", "city", "zip", "provinceCode", "phone")
                    .forEach(name -> to.put(name, asked.get(name)));
            order.put("shippingAddress", to);
            // Taxes are computed for the new place.
            order.put("totalPriceSet", money("41.00", "GBP"));
        }
        state.touch(order);
        return map("order", order, "userErrors", listOf());
    }

    private Object refunded(DataFetchingEnvironment environment) {
        String key = environment.getField().getDirectives("idempotent").stream()
                .map(Directive::getArguments)
                .flatMap(List::stream)
                .map(Argument::getValue)
                .map(value -> (String) environment.getVariables().get(((VariableReference) value).getName()))
                .findFirst()
                .orElse("");
        if (key.isBlank()) {
            violation.accept("a refund without a key");
        }
        Map<String, Object> known = refundsByKey.get(key);
        if (known != null) {
            return map("refund", known, "userErrors", listOf());
        }
        Map<String, Object> input = environment.getArgument("input");
        Map<String, Object> order = state.order(input.get("orderId"));
        BigDecimal amount = BigDecimal.ZERO;
        for (Map<String, Object> transaction : list(input, "transactions")) {
            if (!gid("OrderTransaction", 500).equals(transaction.get("parentId"))) {
                violation.accept("a refund of no payment");
            }
            amount = amount.add(new BigDecimal((String) transaction.get("amount")));
        }
        if (amount.signum() <= 0 || state.refundable(order).compareTo(amount) < 0) {
            return refused("userErrors", "refund");
        }
        Map<String, Object> refund = state.refund(order, amount, (String) input.get("note"));
        refundsByKey.put(key, refund);
        return map("refund", refund, "userErrors", listOf());
    }

    private Object returned(Map<String, Object> input) {
        Map<String, Object> order = state.order(input.get("orderId"));
        List<Object> lines = new ArrayList<>();
        for (Map<String, Object> asked : list(input, "returnLineItems")) {
            if (((String) asked.get("customerNote")).length() > 300) {
                return refused("userErrors", "return");
            }
            for (Map<String, Object> parcel : list(order, "fulfillments")) {
                for (Map<String, Object> part : list(parcel, "fulfillmentLineItems")) {
                    if (part.get("id").equals(asked.get("fulfillmentLineItemId"))) {
                        part.merge("returned", asked.get("quantity"), (one, more) -> (int) one + (int) more);
                        lines.add(map(
                                "id", gid("ReturnLineItem", state.next()),
                                "customerNote", asked.get("customerNote"),
                                "returnReasonDefinition", map("name", asked.get("returnReasonDefinitionId")),
                                "fulfillmentLineItem", part));
                    }
                }
            }
        }
        if (lines.isEmpty()) {
            return refused("userErrors", "return");
        }
        Map<String, Object> made = map(
                "id", gid("Return", state.next()),
                "name", "R1",
                "status", "REQUESTED",
                "createdAt", "2026-11-24T09:00:00Z",
                "returnLineItems", lines);
        list(order, "returns").add(made);
        state.touch(order);
        return map("return", made, "userErrors", listOf());
    }
}
