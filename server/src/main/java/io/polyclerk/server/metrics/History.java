package io.polyclerk.server.metrics;

import io.polyclerk.server.persistence.metrics.ServiceHistory.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the moments come from: the database, or the lines of an export. */
interface History {

    /**
     * Gives the moments of each conversation in order of time, one conversation after the other.
     *
     * @param merchant null for all
     */
    void each(@Nullable String merchant, Instant from, Instant to, Consumer<List<Moment>> taker);

    /** What models outside cost, in millionths of the currency of the cap, by what it was spent on. @param merchant null for all */
    Map<String, Long> spent(@Nullable String merchant, Instant from, Instant to);

    /** Tickets that wait for somebody. @param merchant null for all */
    int openTickets(@Nullable String merchant);
}
