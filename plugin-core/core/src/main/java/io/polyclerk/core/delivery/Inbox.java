package io.polyclerk.core.delivery;

import io.polyclerk.core.observe.Counters;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The door through which everything from a channel comes in: stored first, then acknowledged by the caller, then worked on. */
public final class Inbox {

    private final InboxStore store;
    private final TurnScheduler scheduler;
    private final Counters counters;
    private final Clock clock;

    public Inbox(InboxStore store, TurnScheduler scheduler, Counters counters, Clock clock) {
        this.store = store;
        this.scheduler = scheduler;
        this.counters = counters;
        this.clock = clock;
    }

    /** Returns when the events are durable; the caller may acknowledge then and not before. */
    public void accept(ConnectionId connection, String merchant, List<ChannelEvent> events) {
        accept(connection, merchant, events, null);
    }

    /** Like {@link #accept(ConnectionId, String, List)}, with the cursor of a polled batch stored in the same transaction. */
    public void accept(ConnectionId connection, String merchant, List<ChannelEvent> events, @Nullable String cursor) {
        if (events.isEmpty() && cursor == null) {
            return;
        }
        InboxStore.Acceptance acceptance = store.accept(connection, merchant, events, cursor, clock.instant());
        for (int i = 0; i < acceptance.duplicates(); i++) {
            counters.count("duplicates", connection.value());
        }
        acceptance.awake().forEach(scheduler::messageArrived);
    }
}
