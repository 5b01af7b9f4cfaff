package io.polyclerk.spi;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Optional extra of a {@link ChannelAdapter}: events can be fetched instead of being sent to us. Core stores a batch and its cursor in
 * one transaction, so a crash repeats a batch but never skips one.
 */
public interface Polling {

    /** Whether this connection's settings ask for polling. */
    boolean pollingWanted();

    /**
     * Fetches what came after a cursor; waits up to {@code wait} when there is nothing. Called by one thread at a time.
     *
     * @param cursor of the last stored batch, null at first
     */
    Batch poll(@Nullable String cursor, Duration wait);

    /** Events and where to go on after them; a null cursor leaves the last one in place. */
    record Batch(List<ChannelEvent> events, @Nullable String nextCursor) {
        public Batch {
            events = List.copyOf(events);
        }
    }
}
