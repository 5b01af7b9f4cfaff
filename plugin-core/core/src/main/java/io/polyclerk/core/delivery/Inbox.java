package io.polyclerk.core.delivery;

import io.polyclerk.core.observe.Counters;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The door through which everything from a channel comes in: stored first, then acknowledged by the caller, then worked on. */
public final class Inbox {

    private final InboxStore store;
    private final TurnScheduler scheduler;
    private final Runnable mediaArrived;
    private final Counters counters;
    private final Clock clock;

    /** @param mediaArrived told when a message with a file was stored */
    public Inbox(InboxStore store, TurnScheduler scheduler, Runnable mediaArrived, Counters counters, Clock clock) {
        this.store = store;
        this.scheduler = scheduler;
        this.mediaArrived = mediaArrived;
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
        if (events.stream().anyMatch(Inbox::hasMedia)) {
            mediaArrived.run();
        }
    }

    private static boolean hasMedia(ChannelEvent event) {
        List<Content> contents = event instanceof ChannelEvent.MessageReceived received
                ? received.message().contents()
                : event instanceof ChannelEvent.MessageEdited edited ? edited.contents() : List.of();
        return contents.stream().anyMatch(content -> content instanceof Content.Media);
    }
}
