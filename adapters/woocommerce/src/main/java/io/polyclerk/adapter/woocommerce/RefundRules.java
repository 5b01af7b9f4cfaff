package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.polyclerk.adapter.woocommerce.RefundWriter.Standing;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.OrderAction.RefundMoney;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.support.ActionRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.Set;

/** Which refunds make sense, which WooCommerce does not ask itself, and how they are put to it. */
final class RefundRules {

    private static final Set<PaymentStatus> HOLDS_MONEY = EnumSet.of(PaymentStatus.PAID, PaymentStatus.PARTLY_REFUNDED);
    private static final Set<OrderStatus> STILL_IN_THE_SHOP = EnumSet.of(OrderStatus.PROCESSING, OrderStatus.ON_HOLD);

    private RefundRules() {}

    static void requireAllowed(Standing standing, RefundMoney refund, String expectedRevision) {
        Order order = standing.order();
        Money amount = refund.amount();
        ActionRules.requireUnchanged(order, expectedRevision);
        ActionRules.refuseIf(!amount.currency().equals(order.total().currency()), "the order has another currency");
        ActionRules.refuseIf(!HOLDS_MONEY.contains(order.payment()), "the shop holds no money for this order");
        ActionRules.refuseIf(
                amount.amount().signum() <= 0 || amount.amount().scale() > digits(order),
                "this is not an amount that can be refunded");
        BigDecimal left = order.refunds().stream()
                .map(done -> done.amount().amount())
                .reduce(order.total().amount(), BigDecimal::subtract);
        ActionRules.refuseIf(
                left.compareTo(amount.amount()) < 0, "no more than what is left of the payment can be refunded");
        // WooCommerce takes more units than were bought without a word.
        refund.lines()
                .forEach(wanted -> ActionRules.refuseIf(
                        wanted.quantity() < 1 || wanted.quantity() > unitsLeft(standing, wanted.lineId()),
                        "the order does not hold that many of this"));
        ActionRules.refuseIf(
                refund.lines().stream().map(LineQuantity::lineId).distinct().count()
                        < refund.lines().size(),
                "a line is named twice");
    }

    /** As the currency has them, or more: a shop may compute yen with decimals, and what was paid so goes back so. */
    private static int digits(Order order) {
        return order.total().amount().scale();
    }

    private static int unitsLeft(Standing standing, String lineId) {
        int bought = 0;
        for (JsonNode line : standing.json().path("line_items")) {
            bought += line.path("id").asText().equals(lineId)
                    ? line.path("quantity").asInt()
                    : 0;
        }
        for (JsonNode refund : standing.refunds()) {
            for (JsonNode line : refund.path("line_items")) {
                // Units that went back are negative.
                bought += lineId.equals(Json.text(Json.meta(line), "_refunded_item_id"))
                        ? line.path("quantity").asInt()
                        : 0;
            }
        }
        return bought;
    }

    static ObjectNode body(Standing standing, RefundMoney refund, String key) {
        ObjectNode body = Trace.writing(Trace.REFUND_KEY, TextNode.valueOf(key));
        body.put("amount", refund.amount().amount().toPlainString());
        body.put("reason", Trace.of(key).marked(refund.reason()));
        body.put("api_refund", true);
        // What has left the shop is on no shelf before somebody has looked at it.
        body.put(
                "api_restock",
                STILL_IN_THE_SHOP.contains(standing.order().status())
                        && standing.order().shipments().isEmpty());
        if (!refund.lines().isEmpty()) {
            body.set("line_items", lines(standing, refund));
        }
        return body;
    }

    /** Spreads the amount over the lines; the amount itself is what counts, also when it is less or more than they cost. */
    private static ArrayNode lines(Standing standing, RefundMoney refund) {
        BigDecimal price = BigDecimal.ZERO;
        for (LineQuantity wanted : refund.lines()) {
            JsonNode line = line(standing, wanted);
            price = price.add(share(
                    WooCommerceReader.amount(line, "total").add(WooCommerceReader.amount(line, "total_tax")),
                    wanted,
                    line));
        }
        BigDecimal factor = price.compareTo(refund.amount().amount()) <= 0
                ? BigDecimal.ONE
                : refund.amount().amount().divide(price, 12, RoundingMode.DOWN);
        int digits = digits(standing.order());
        ArrayNode lines = WooCommerceApi.object().putArray("line_items");
        for (LineQuantity wanted : refund.lines()) {
            JsonNode line = line(standing, wanted);
            ObjectNode one = lines.addObject();
            one.put("id", line.path("id").asLong());
            one.put("quantity", wanted.quantity());
            one.put(
                    "refund_total",
                    share(WooCommerceReader.amount(line, "total"), wanted, line)
                            .multiply(factor)
                            .setScale(digits, RoundingMode.DOWN));
            ArrayNode taxes = one.putArray("refund_tax");
            line.path("taxes")
                    .forEach(tax -> taxes.addObject()
                            .put("id", tax.path("id").asLong())
                            .put(
                                    "refund_total",
                                    share(WooCommerceReader.amount(tax, "total"), wanted, line)
                                            .multiply(factor)
                                            .setScale(digits, RoundingMode.DOWN)));
        }
        return lines;
    }

    private static JsonNode line(Standing standing, LineQuantity wanted) {
        for (JsonNode line : standing.json().path("line_items")) {
            if (line.path("id").asText().equals(wanted.lineId())) {
                return line;
            }
        }
        throw new AdapterException.Refused("the order does not hold this");
    }

    private static BigDecimal share(BigDecimal whole, LineQuantity wanted, JsonNode line) {
        return whole.multiply(BigDecimal.valueOf(wanted.quantity()))
                .divide(BigDecimal.valueOf(line.path("quantity").asLong()), 12, RoundingMode.DOWN);
    }
}
