package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction.RefundMoney;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Gives money back, at most once for one key. WooCommerce would refund as often as it is asked, so everybody who is about to refund
 * first says so on the order and then looks whether somebody else did too: of two that meet, at least one sees the other and steps
 * back. What was sent and not answered stays open until it can no longer be on its way; the refund itself carries the trace by which
 * it is found again.
 */
final class RefundWriter {

    /** No web server lets a request run this long. */
    static final Duration ON_ITS_WAY = Duration.ofMinutes(15);

    private final WooCommerceApi api;
    private final WooCommerceReader reader;
    private final Clock clock;

    RefundWriter(WooCommerceApi api, WooCommerceReader reader, Clock clock) {
        this.api = api;
        this.reader = reader;
        this.clock = clock;
    }

    /** An order as it stands, with its refunds. */
    record Standing(JsonNode json, List<JsonNode> refunds, Order order) {}

    Order refund(JsonNode known, RefundMoney refund, String key, String expectedRevision) {
        long id = known.path("id").asLong();
        Trace trace = Trace.of(key);
        Standing before = standing(known);
        if (isDone(before, trace)) {
            return before.order();
        }
        requireFree(before, trace, "");
        RefundRules.requireAllowed(before, refund, expectedRevision);
        String attempt = Trace.ATTEMPT + UUID.randomUUID();
        boolean begun = false;
        try {
            // Read anew: whoever announced an attempt before ours is seen now, and whoever comes later sees ours.
            Standing now = announced(id, attempt, trace);
            requireFree(now, trace, attempt);
            if (isDone(now, trace)) {
                return now.order();
            }
            RefundRules.requireAllowed(now, refund, expectedRevision);
            begun = true;
            api.createRefund(id, RefundRules.body(now, refund, key));
        } catch (AdapterException failure) {
            // Only the shop's own word ends an attempt: what went wrong on the way to it proves nothing.
            begun &= failure instanceof AdapterException.Unavailable;
            throw failure;
        } finally {
            if (!begun) {
                closeIfPossible(id, attempt);
            }
        }
        return readBack(id, trace);
    }

    private Order readBack(long id, Trace trace) {
        try {
            Standing after = standing(id);
            if (isDone(after, trace)) {
                return after.order();
            }
        } catch (AdapterException unreadable) {
            // The shop took the refund, but nothing is claimed that it does not show.
        }
        throw inDoubt();
    }

    private Standing announced(long id, String attempt, Trace trace) {
        try {
            write(id, attempt, trace.hash() + " " + clock.instant());
            return standing(id);
        } catch (AdapterException.Unavailable lost) {
            // Whatever became of the announcement, no money was asked for.
            throw new AdapterException.Unavailable("the refund was not begun: " + lost.getMessage(), false, null);
        }
    }

    private Standing standing(long id) {
        return standing(api.order(id).orElseThrow(() -> new AdapterException.Refused("there is no such order")));
    }

    private Standing standing(JsonNode json) {
        List<JsonNode> refunds = reader.refundsOf(json);
        return new Standing(json, refunds, reader.read(json, refunds));
    }

    /** @throws AdapterException.Unavailable when the shop has begun the refund and not said that the money went */
    private static boolean isDone(Standing standing, Trace trace) {
        for (JsonNode refund : standing.refunds()) {
            if (trace.isMarkOf(refund.path("reason"))) {
                if (!refund.path("refunded_payment").asBoolean()) {
                    throw inDoubt();
                }
                return true;
            }
        }
        return false;
    }

    private static AdapterException inDoubt() {
        return new AdapterException.Unavailable(
                "the shop does not say whether its payment provider has carried out this refund", true, null);
    }

    /** Looks for attempts that nobody has closed and that are young enough to still become a refund. */
    private void requireFree(Standing standing, Trace trace, String own) {
        Instant stillOnItsWay = clock.instant().minus(ON_ITS_WAY);
        Json.meta(standing.json()).properties().forEach(entry -> {
            String[] parts = entry.getValue().asText().split(" ", -1);
            if (!entry.getKey().startsWith(Trace.ATTEMPT) || entry.getKey().equals(own) || parts.length != 2) {
                return;
            }
            Trace other = new Trace(parts[0]);
            boolean became = standing.refunds().stream().anyMatch(refund -> other.isMarkOf(refund.path("reason")));
            if (!became && Json.instant(parts[1]).isAfter(stillOnItsWay)) {
                throw new AdapterException.Unavailable(
                        "another refund of this order may still be on its way", other.equals(trace), null);
            }
        });
    }

    private void write(long id, String key, String value) {
        api.updateOrder(id, Trace.writing(key, TextNode.valueOf(value)));
    }

    /** Left open, an attempt only keeps the next one waiting. */
    private void closeIfPossible(long id, String attempt) {
        try {
            write(id, attempt, "closed");
        } catch (AdapterException stillOpen) {
            // What made the caller end here is told by the caller.
        }
    }
}
