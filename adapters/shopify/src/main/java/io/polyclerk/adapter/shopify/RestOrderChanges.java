package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.support.ActionRules;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes orders through REST Admin, which knows no returns. */
final class RestOrderChanges implements ShopChanges {

    private static final Set<Class<? extends OrderAction>> ACTIONS = Set.of(
            OrderAction.Cancel.class,
            OrderAction.RefundMoney.class,
            OrderAction.ChangeAddress.class,
            OrderAction.AddNote.class);

    private final RestCalls calls;

    RestOrderChanges(RestCalls calls) {
        this.calls = calls;
    }

    @Override
    public Set<Class<? extends OrderAction>> actions() {
        return ACTIONS;
    }

    @Override
    public void cancel(String orderId, String staffNote) {
        // Without an amount no money moves. There is no place for the note but the order's own, which is left to notes.
        calls.post(
                "orders/" + RestCalls.checked(orderId) + "/cancel",
                Json.object().put("reason", "customer").put("email", true));
    }

    @Override
    public void refund(OrderAction.RefundMoney refund, String key, String note) {
        String path = "orders/" + RestCalls.checked(refund.orderId());
        ObjectNode body = Json.object();
        ObjectNode asked = body.putObject("refund")
                .put("currency", refund.amount().currency().getCurrencyCode())
                .put("note", note)
                .put("notify", true);
        ArrayNode lines = asked.putArray("refund_line_items");
        refund.lines()
                .forEach(line -> lines.addObject()
                        .put("line_item_id", Long.parseLong(RestCalls.checked(line.lineId())))
                        .put("quantity", line.quantity())
                        // What comes back is on no shelf before somebody has looked at it.
                        .put("restock_type", "no_restock"));
        asked.set("transactions", transactions(path, refund));
        JsonNode made = calls.post(path + "/refunds", body);
        if (!made.path("refund").isObject()) {
            throw new AdapterException.Unavailable("the shop does not say what became of the refund", true, null);
        }
    }

    /** Spreads the amount over the payments that were taken, less what has gone back to each. */
    private ArrayNode transactions(String path, OrderAction.RefundMoney refund) {
        List<JsonNode> known = Json.list(calls.get(path + "/transactions", Map.of("in_shop_currency", false))
                        .path("transactions"))
                .stream()
                .filter(one -> one.path("status").asText().equals("success"))
                .toList();
        ArrayNode transactions = Json.object().putArray("transactions");
        BigDecimal left = refund.amount().amount();
        for (JsonNode payment : known) {
            if (!List.of("sale", "capture").contains(payment.path("kind").asText())) {
                continue;
            }
            BigDecimal free = States.decimal(payment, "amount");
            for (JsonNode other : known) {
                boolean back = other.path("kind").asText().equals("refund")
                        && other.path("parent_id")
                                .asText()
                                .equals(payment.path("id").asText());
                free = back ? free.subtract(States.decimal(other, "amount")) : free;
            }
            BigDecimal share = left.min(free);
            if (share.signum() > 0) {
                transactions
                        .addObject()
                        .put("parent_id", payment.path("id").asLong())
                        .put("kind", "refund")
                        .put("gateway", payment.path("gateway").asText())
                        .put("amount", share.toPlainString());
                left = left.subtract(share);
            }
        }
        ActionRules.refuseIf(left.signum() != 0, "no more than what is left of the payment can be refunded");
        return transactions;
    }

    @Override
    public void changeAddress(String orderId, Address address, @Nullable Address before) {
        ObjectNode body = Json.object();
        ObjectNode order = body.putObject("order").put("id", Long.parseLong(RestCalls.checked(orderId)));
        ObjectNode to = order.putObject("shipping_address");
        ShopChanges.person(
                Json.first(address.name(), before == null ? null : before.name()), to, "first_name", "last_name");
        to.put("address1", address.line1());
        to.put("address2", Objects.requireNonNullElse(address.line2(), ""));
        to.put("city", address.city());
        to.put("zip", address.postcode());
        String region = address.region();
        if (region != null) {
            to.put(region.length() <= 3 ? "province_code" : "province", region);
        }
        String country = Json.first(address.countryCode(), before == null ? null : before.countryCode());
        if (country != null) {
            to.put("country_code", country.toUpperCase(Locale.ROOT));
        }
        to.put("phone", Json.first(address.phone(), before == null ? null : before.phone()));
        calls.put("orders/" + orderId, body);
    }

    @Override
    public void requestReturn(OrderAction.RequestReturn request, String note) {
        throw new AdapterException.Unsupported("REST Admin knows no returns");
    }

    @Override
    public Optional<String> note(String orderId) {
        return calls.ifThere("orders/" + RestCalls.checked(orderId))
                .map(found -> Json.text(found.path("order"), "note"));
    }

    @Override
    public void writeNote(String orderId, String note) {
        ObjectNode body = Json.object();
        body.putObject("order")
                .put("id", Long.parseLong(RestCalls.checked(orderId)))
                .put("note", note);
        calls.put("orders/" + orderId, body);
    }
}
