package io.polyclerk.server.persistence.orders;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.proactive.ProactiveRows;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.message.ConnectionId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Keeps what stores tell. */
public final class SqlStoreInbox {

    static final String PRODUCT_CHANGED = "product_changed";

    private final Database database;

    public SqlStoreInbox(Database database) {
        this.database = database;
    }

    /** Durable when it returns. @return how many were there before */
    public int accept(ConnectionId connection, List<StoreEvent> events) {
        return database.write(session -> {
            int stored = 0;
            for (StoreEvent event : events) {
                stored += switch (event) {
                    case StoreEvent.OrderChanged order -> changed(session, connection, order);
                    case StoreEvent.ProductChanged product ->
                        insert(session, connection, event, PRODUCT_CHANGED, product.productId(), product.at());
                };
            }
            return events.size() - stored;
        });
    }

    /** Whoever follows the order hears of it, in time: the note is there as soon as the event is. */
    private static int changed(Session session, ConnectionId connection, StoreEvent.OrderChanged order)
            throws SQLException {
        int fresh = insert(session, connection, order, "order_changed", order.orderId(), order.at());
        if (fresh == 1) {
            ProactiveRows.note(session, connection.value(), order.orderId(), order.at());
        }
        return fresh;
    }

    private static int insert(
            Session session, ConnectionId connection, StoreEvent event, String kind, String subject, Instant at)
            throws SQLException {
        return session.update("""
                insert into store_event (connection_id, event_id, kind, subject, at) values (?, ?, ?, ?, ?)
                on conflict do nothing""", connection.value(), Keys.of(event.eventId()), kind, Keys.text(subject, 128), at);
    }
}
