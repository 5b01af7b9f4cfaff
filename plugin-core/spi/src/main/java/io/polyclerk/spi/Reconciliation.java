package io.polyclerk.spi;

import io.polyclerk.spi.store.Order;
import java.time.Instant;
import java.util.List;

/** Optional extra of a {@link StoreAdapter}: webhooks get lost, so core asks now and then what changed. */
@Incubating
public interface Reconciliation {

    /** Orders that changed at or after {@code since}, oldest change first, at most {@code limit}. */
    List<Order> changedSince(Instant since, int limit);
}
