package io.polyclerk.server.metrics;

import io.polyclerk.server.persistence.metrics.ContactRow;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the contacts come from that numbers are made of. Thread-safe. */
public interface Contacts {

    /** Gives all contacts that are asked for, in no order. */
    void each(Asked asked, Consumer<ContactRow> taker);

    /** What models outside cost in the period, in millionths of the currency of the cap, by what it was spent on; of any channel, language and wish. */
    Map<String, Long> spent(Asked asked);

    /** Tickets that wait for somebody at this moment. @param merchant null for all */
    int openTickets(@Nullable String merchant);
}
