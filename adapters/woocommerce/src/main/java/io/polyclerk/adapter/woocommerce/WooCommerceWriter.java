package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.support.ActionRules;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Carries out actions. Each leaves its trace in the same call, and the order is read again before it is handed back. */
final class WooCommerceWriter {

    private static final Set<OrderStatus> RETURNABLE = EnumSet.of(
            OrderStatus.PARTLY_SHIPPED,
            OrderStatus.SHIPPED,
            OrderStatus.DELIVERED,
            OrderStatus.COMPLETED,
            OrderStatus.UNKNOWN);

    private final WooCommerceApi api;
    private final WooCommerceReader reader;
    private final RefundWriter refunds;
    private final AddressWriter addresses;
    private final Clock clock;

    /** Two turns of one node about one order take turns; an order always has the same lock. */
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(32).toList();

    WooCommerceWriter(WooCommerceApi api, WooCommerceReader reader, Clock clock) {
        this.api = api;
        this.reader = reader;
        this.clock = clock;
        this.refunds = new RefundWriter(api, reader, clock);
        this.addresses = new AddressWriter(api);
    }

    Order perform(OrderAction action, String key, String expectedRevision) {
        long id = OrderSearch.id(action.orderId())
                .orElseThrow(() -> new AdapterException.Refused("there is no such order"));
        ReentrantLock lock = locks.get((int) (id % locks.size()));
        lock.lock();
        try {
            JsonNode known = api.order(id)
                    .filter(WooCommerceReader::isPlaced)
                    .orElseThrow(() -> new AdapterException.Refused("there is no such order"));
            return switch (action) {
                case OrderAction.Cancel cancel -> cancel(known, cancel, key, expectedRevision);
                case OrderAction.RefundMoney refund -> refunds.refund(known, refund, key, expectedRevision);
                case OrderAction.RequestReturn request -> requestReturn(known, request, key, expectedRevision);
                case OrderAction.ChangeAddress change -> changeAddress(known, change.address(), key, expectedRevision);
                case OrderAction.AddNote note -> {
                    addNote(id, note.text(), note.visibleToCustomer(), Trace.of(key));
                    yield reader.read(known);
                }
            };
        } finally {
            lock.unlock();
        }
    }

    private Order cancel(JsonNode known, OrderAction.Cancel cancel, String key, String expectedRevision) {
        Order order = reader.read(known);
        if (Trace.of(key).isOn(known) || order.status() == OrderStatus.CANCELLED) {
            return order;
        }
        ActionRules.requireUnchanged(order, expectedRevision);
        ActionRules.refuseIf(ActionRules.hasLeft(order), "only an order that has not been shipped can be cancelled");
        // First the shopper's wish, which is true whatever becomes of it, then the deed.
        addNote(known.path("id").asLong(), "The shopper asks to cancel: " + cancel.reason(), false, Trace.of(key));
        return write(known, trace(key, "cancel").put("status", "cancelled"));
    }

    private Order changeAddress(JsonNode known, Address address, String key, String expectedRevision) {
        Order order = reader.read(known);
        if (Trace.of(key).isOn(known)) {
            return order;
        }
        ActionRules.requireUnchanged(order, expectedRevision);
        ActionRules.refuseIf(ActionRules.hasLeft(order), "the address can only be changed before the order is shipped");
        ObjectNode change = trace(key, "address");
        change.set("shipping", addresses.shipping(known, address));
        return write(known, change);
    }

    /** WooCommerce knows no returns: the record lies on the order, and a note tells the people in the shop. */
    private Order requestReturn(
            JsonNode known, OrderAction.RequestReturn request, String key, String expectedRevision) {
        Order order = reader.read(known);
        long id = known.path("id").asLong();
        Trace trace = Trace.of(key);
        boolean recorded = Json.meta(known).has(Trace.RETURN + trace.hash());
        if (!recorded) {
            ActionRules.requireUnchanged(order, expectedRevision);
            ActionRules.refuseIf(
                    !RETURNABLE.contains(order.status()), "only an order that was shipped can be returned");
            ActionRules.refuseIf(request.lines().isEmpty(), "a return names what comes back");
            request.lines().forEach(wanted -> requireReturnable(order, wanted));
        }
        Order written = recorded ? order : write(known, Trace.writing(Trace.RETURN + trace.hash(), record(request)));
        addNote(id, words(order, request), false, trace);
        return written;
    }

    private static void requireReturnable(Order order, LineQuantity wanted) {
        ActionRules.refuseIf(
                order.lines().stream()
                        .filter(line -> line.id().equals(wanted.lineId()))
                        .noneMatch(line -> wanted.quantity() > 0 && wanted.quantity() <= line.quantity()),
                "the order does not hold that many of this");
        ActionRules.refuseIf(
                order.returns().stream().anyMatch(known -> known.lineIds().contains(wanted.lineId())),
                "there is a return for this already");
    }

    private ObjectNode record(OrderAction.RequestReturn request) {
        ObjectNode record = WooCommerceApi.object();
        record.put("status", "requested");
        record.put("at", clock.instant().toString());
        record.put("reason", request.reason());
        request.lines().forEach(line -> record.withArray("lines").add(line.lineId()));
        request.lines().forEach(line -> record.withArray("quantities").add(line.quantity()));
        return record;
    }

    private static String words(Order order, OrderAction.RequestReturn request) {
        String things = request.lines().stream()
                .map(wanted -> order.lines().stream()
                        .filter(line -> line.id().equals(wanted.lineId()))
                        .map(line -> wanted.quantity() + " × " + line.title())
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(", "));
        return "The shopper asks to return " + things + ". "
                + Stream.of(request.reason(), request.note())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(". "));
    }

    private void addNote(long id, String text, boolean visibleToCustomer, Trace trace) {
        ActionRules.refuseIf(text.isBlank(), "a note needs words");
        // Notes are shown as HTML to the people in the shop, and shoppers' words must stay words.
        String words =
                trace.marked(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        if (api.notes(id).stream().noneMatch(note -> trace.isMarkOf(note.path("note")))) {
            api.createNote(id, WooCommerceApi.object().put("note", words).put("customer_note", visibleToCustomer));
        }
    }

    private static ObjectNode trace(String key, String what) {
        return Trace.writing(Trace.ACTION + Trace.of(key).hash(), TextNode.valueOf(what));
    }

    private Order write(JsonNode known, JsonNode change) {
        long id = known.path("id").asLong();
        api.updateOrder(id, change);
        try {
            return reader.read(api.order(id).orElseThrow(() -> new AdapterException.Refused("it is gone")));
        } catch (AdapterException unreadable) {
            throw new AdapterException.Unavailable("the order was changed and could not be read again", true, null);
        }
    }
}
