package io.polyclerk.server.metrics;

import io.polyclerk.server.persistence.ContactRow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the contacts come from that numbers are made of. Thread-safe. */
public interface Contacts {

    /** Gives all contacts that are asked for, in no order. */
    void each(Asked asked, Consumer<ContactRow> taker);

    /** Tickets that wait for somebody at this moment. @param merchant null for all */
    int openTickets(@Nullable String merchant);
}
