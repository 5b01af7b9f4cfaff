package io.polyclerk.server.stores;

import io.polyclerk.spi.message.ConnectionId;
import java.util.Set;

/** What stores have told about their products, as all nodes see it. Thread-safe. */
public interface ProductNews {

    /** A mark behind the newest. */
    long mark(ConnectionId store);

    /** What has come since a mark. */
    News since(ConnectionId store, long mark);

    /**
     * Some news.
     *
     * @param products ids of those that changed
     * @param many whether there is more than is worth reading: anything may have changed
     */
    record News(Set<String> products, boolean many) {
        public News {
            products = Set.copyOf(products);
        }

        boolean concerns(Set<String> known) {
            return many || products.stream().anyMatch(known::contains);
        }
    }
}
