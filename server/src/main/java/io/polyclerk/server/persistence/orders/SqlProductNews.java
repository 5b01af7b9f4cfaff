package io.polyclerk.server.persistence.orders;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.stores.ProductNews;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/** Product news among the events that stores have sent, whichever node took them. Thread-safe. */
public final class SqlProductNews implements ProductNews {

    private static final int WORTH_READING = 200;

    private final Database database;

    public SqlProductNews(Database database) {
        this.database = database;
    }

    @Override
    public long mark(ConnectionId store) {
        return database.read(session -> session.first(
                        "select max(seq) from store_event where connection_id = ? and kind = ?",
                        row -> row.getLong(1),
                        store.value(),
                        SqlStoreInbox.PRODUCT_CHANGED))
                .orElse(0L);
    }

    @Override
    public News since(ConnectionId store, long mark) {
        List<String> products = database.read(session -> session.all(
                "select subject from store_event where connection_id = ? and kind = ? and seq > ? order by seq fetch first "
                        + (WORTH_READING + 1) + " rows only",
                row -> row.getString(1),
                store.value(),
                SqlStoreInbox.PRODUCT_CHANGED,
                mark));
        return new News(new HashSet<>(products), products.size() > WORTH_READING);
    }

    /** Forgets what nobody asks for any more. @return how many events */
    public int forget(Instant before) {
        return database.write(session -> session.update("delete from store_event where at < ?", before));
    }
}
