package io.polyclerk.adapter.samplestore;

import io.polyclerk.adapter.samplestore.ChangeLog.Change;
import io.polyclerk.adapter.samplestore.ChangeLog.History;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** All orders: those of the shop's files with every recorded change applied to them. Thread-safe. */
final class OrderBook {

    /** One for all, as a connection whose settings change is open twice for a moment. */
    private static final ReentrantLock WRITING = new ReentrantLock();

    private final ChangeLog log;
    private final Clock clock;
    private volatile @Nullable Pages pages;

    private record Pages(History history, Map<String, Order> orders) {}

    OrderBook(ChangeLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    Collection<Order> orders() {
        return pages().orders().values();
    }

    /** The day to which all dates of the shop are relative. */
    LocalDate openedOn() {
        return pages().history().openedOn();
    }

    Order perform(OrderAction action, String key, String expectedRevision) {
        WRITING.lock();
        try {
            Pages current = open();
            for (Change earlier : current.history().changes()) {
                if (earlier.key().equals(key)) {
                    return repeated(earlier, action, current);
                }
            }
            Order order = current.orders().get(action.orderId());
            if (order == null) {
                throw new AdapterException.Refused("there is no such order");
            }
            if (!order.revision().equals(expectedRevision)) {
                throw new AdapterException.Refused("the order has changed since it was shown");
            }
            Change change = new Change(key, clock.instant(), action);
            Order changed = OrderRules.apply(order, change);
            List<Change> changes = new ArrayList<>(current.history().changes());
            changes.add(change);
            // Forgotten first: whatever becomes of the write, the next call reads what the file really holds.
            pages = null;
            log.write(new History(current.history().openedOn(), changes));
            return changed;
        } finally {
            WRITING.unlock();
        }
    }

    private static Order repeated(Change earlier, OrderAction action, Pages current) {
        Order order = current.orders().get(action.orderId());
        if (order == null || !earlier.action().equals(action)) {
            throw new AdapterException.Refused("the idempotency key belongs to another change");
        }
        return order;
    }

    private Pages pages() {
        Pages known = pages;
        if (known != null) {
            return known;
        }
        WRITING.lock();
        try {
            Pages read = open();
            pages = read;
            return read;
        } finally {
            WRITING.unlock();
        }
    }

    private Pages open() {
        History history = log.read();
        Map<String, Order> orders = new LinkedHashMap<>();
        List<JsonObject> listed =
                Catalogue.read("orders.json").getJsonArray("orders").getValuesAs(JsonObject.class);
        new RecordJson(history.openedOn()).readAll(listed, Order.class).forEach(order -> orders.put(order.id(), order));
        for (Change change : history.changes()) {
            orders.computeIfPresent(change.action().orderId(), (id, order) -> replay(order, change));
        }
        return new Pages(history, orders);
    }

    /** A newer version may bring other orders, on which an old change no longer fits: that must not close the shop. */
    private static Order replay(Order order, Change change) {
        try {
            return OrderRules.apply(order, change);
        } catch (AdapterException.Refused outdated) {
            return order;
        }
    }
}
