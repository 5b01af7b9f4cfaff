package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.support.ActionRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes orders through the GraphQL Admin API. */
final class GraphOrderChanges implements ShopChanges {

    private static final Set<Class<? extends OrderAction>> ACTIONS = Set.of(
            OrderAction.Cancel.class,
            OrderAction.RefundMoney.class,
            OrderAction.RequestReturn.class,
            OrderAction.ChangeAddress.class,
            OrderAction.AddNote.class);
    /** A job of the shop takes a moment; what takes longer is found done, or not, by whoever asks again. */
    private static final int JOB_LOOKS = 12;

    private static final Duration JOB_PAUSE = Duration.ofMillis(400);

    private final ShopifyApi api;
    private final GraphQl graph;

    GraphOrderChanges(ShopifyApi api, GraphQl graph) {
        this.api = api;
        this.graph = graph;
    }

    @Override
    public Set<Class<? extends OrderAction>> actions() {
        return ACTIONS;
    }

    @Override
    public void cancel(String orderId, String staffNote) {
        JsonNode job = graph.mutate(
                        "Cancel",
                        GraphShop.with("orderId", GraphShop.gid("Order", orderId))
                                .put("reason", "CUSTOMER")
                                .put("note", staffNote))
                .path("job");
        for (int look = 0; look < JOB_LOOKS && !job.path("done").asBoolean(); look++) {
            Bucket.sleep(JOB_PAUSE);
            job = readAfterWrite("Job", GraphShop.with("id", job.path("id").asText()))
                    .path("job");
        }
        if (!job.path("done").asBoolean()) {
            throw new AdapterException.Unavailable("the shop has not finished cancelling the order", true, null);
        }
    }

    /** Whatever goes wrong here, the write before it may have happened. */
    private JsonNode readAfterWrite(String name, JsonNode variables) {
        try {
            return graph.query(name, variables);
        } catch (AdapterException unreadable) {
            throw new AdapterException.Unavailable("the shop does not say what became of it", true, null);
        }
    }

    @Override
    public void refund(OrderAction.RefundMoney refund, String key, String note) {
        String order = GraphShop.gid("Order", refund.orderId());
        ObjectNode input = GraphShop.with("orderId", order)
                .put("currency", refund.amount().currency().getCurrencyCode())
                .put("note", note)
                .put("notify", true);
        input.set("transactions", transactions(order, refund));
        ArrayNode lines = input.putArray("refundLineItems");
        // What comes back is on no shelf before somebody has looked at it.
        refund.lines()
                .forEach(line -> lines.addObject()
                        .put("lineItemId", GraphShop.gid("LineItem", line.lineId()))
                        .put("quantity", line.quantity())
                        .put("restockType", "NO_RESTOCK"));
        ObjectNode variables = GraphShop.with("key", States.uuid(api.shop() + "\n" + key));
        variables.set("input", input);
        if (!graph.mutate("Refund", variables).path("refund").isObject()) {
            throw new AdapterException.Unavailable("the shop does not say what became of the refund", true, null);
        }
    }

    /** Spreads the amount over the payments that the shop would pay back from. */
    private ArrayNode transactions(String order, OrderAction.RefundMoney refund) {
        ArrayNode transactions = Json.object().putArray("transactions");
        BigDecimal left = refund.amount().amount();
        for (JsonNode payment : graph.query("SuggestedRefund", GraphShop.with("id", order))
                .at("/order/suggestedRefund/suggestedTransactions")) {
            BigDecimal share =
                    left.min(GraphReader.money(payment.path("amountSet")).amount());
            String parent = Json.text(payment.path("parentTransaction"), "id");
            if (share.signum() > 0 && parent != null) {
                transactions
                        .addObject()
                        .put("orderId", order)
                        .put("kind", "REFUND")
                        .put("gateway", payment.path("gateway").asText())
                        .put("parentId", parent)
                        .put("amount", share.toPlainString());
                left = left.subtract(share);
            }
        }
        if (left.signum() != 0) {
            throw new AdapterException.Refused("no more than what is left of the payment can be refunded");
        }
        return transactions;
    }

    @Override
    public void changeAddress(String orderId, Address address, @Nullable Address before) {
        ObjectNode input = GraphShop.with("id", GraphShop.gid("Order", orderId));
        ObjectNode to = input.putObject("shippingAddress");
        ShopChanges.person(
                Json.first(address.name(), before == null ? null : before.name()), to, "firstName", "lastName");
        to.put("address1", address.line1());
        to.put("address2", Objects.requireNonNullElse(address.line2(), ""));
        to.put("city", address.city());
        to.put("zip", address.postcode());
        String region = address.region();
        if (region != null && region.length() <= 3) {
            to.put("provinceCode", region.toUpperCase(Locale.ROOT));
        } else if (region != null) {
            throw new AdapterException.Refused("the shop wants the code of the state or province, such as QC");
        }
        String country = Json.first(address.countryCode(), before == null ? null : before.countryCode());
        if (country != null) {
            to.put("countryCode", country.toUpperCase(Locale.ROOT));
        }
        to.put("phone", Json.first(address.phone(), before == null ? null : before.phone()));
        update(input);
    }

    private void update(ObjectNode input) {
        ObjectNode variables = Json.object();
        variables.set("input", input);
        graph.mutate("UpdateOrder", variables);
    }

    @Override
    public void requestReturn(OrderAction.RequestReturn request, String note) {
        ObjectNode input = GraphShop.with("orderId", GraphShop.gid("Order", request.orderId()));
        ArrayNode lines = input.putArray("returnLineItems");
        List<JsonNode> returnable = returnable(request.orderId());
        String reason = reason(request.reason());
        for (LineQuantity wanted : request.lines()) {
            int left = wanted.quantity();
            for (JsonNode one : returnable) {
                int here = Math.min(left, one.path("quantity").asInt());
                if (here > 0 && wanted.lineId().equals(Json.id(one.at("/fulfillmentLineItem/lineItem")))) {
                    lines.addObject()
                            .put(
                                    "fulfillmentLineItemId",
                                    one.at("/fulfillmentLineItem/id").asText())
                            .put("quantity", here)
                            .put("returnReasonDefinitionId", reason)
                            .put("customerNote", note);
                    left -= here;
                }
            }
            ActionRules.refuseIf(left > 0, "the order does not hold that many of this that can be sent back");
        }
        ObjectNode variables = Json.object();
        variables.set("input", input);
        graph.mutate("ReturnRequest", variables);
    }

    private List<JsonNode> returnable(String orderId) {
        return Json.list(graph.query("Returnable", GraphShop.with("orderId", GraphShop.gid("Order", orderId)))
                        .at("/returnableFulfillments/nodes"))
                .stream()
                .flatMap(parcel -> Json.list(parcel.at("/returnableFulfillmentLineItems/nodes")).stream())
                .toList();
    }

    /** The shop's own reason when it is named by its handle or name, or else the one for everything else. */
    private @Nullable String reason(String wanted) {
        List<JsonNode> reasons =
                Json.list(graph.query("ReturnReasons", Json.object()).at("/returnReasonDefinitions/nodes")).stream()
                        .filter(one -> !one.path("deleted").asBoolean())
                        .toList();
        return Stream.of(wanted, "other", "unknown")
                .flatMap(word -> reasons.stream().filter(one -> named(one, word)))
                .map(one -> one.path("id").asText())
                .findFirst()
                .orElse(null);
    }

    private static boolean named(JsonNode reason, String word) {
        String handle = word.strip().replaceAll("[\\s_]+", "-");
        return handle.equalsIgnoreCase(reason.path("handle").asText())
                || word.strip().equalsIgnoreCase(reason.path("name").asText());
    }

    @Override
    public Optional<String> note(String orderId) {
        return Optional.ofNullable(Json.text(
                graph.query("OrderNote", GraphShop.with("id", GraphShop.gid("Order", orderId)))
                        .path("order"),
                "note"));
    }

    @Override
    public void writeNote(String orderId, String note) {
        update(GraphShop.with("id", GraphShop.gid("Order", orderId)).put("note", note));
    }
}
