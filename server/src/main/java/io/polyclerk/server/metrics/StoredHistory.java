package io.polyclerk.server.metrics;

import io.polyclerk.server.persistence.metrics.ServiceHistory;
import io.polyclerk.server.persistence.metrics.ServiceHistory.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the database has. */
record StoredHistory(ServiceHistory history) implements History {

    @Override
    public void each(@Nullable String merchant, Instant from, Instant to, Consumer<List<Moment>> taker) {
        history.each(merchant, from, to, taker);
    }

    @Override
    public Map<String, Long> spent(@Nullable String merchant, Instant from, Instant to) {
        return history.spent(merchant, from, to);
    }

    @Override
    public int openTickets(@Nullable String merchant) {
        return history.openTickets(merchant);
    }
}
