package io.polyclerk.core.budget;

import io.polyclerk.spi.message.ConnectionId;
import java.time.Instant;

/** Spreads the messages of a connection over time, on all nodes together. Thread-safe. */
@FunctionalInterface
public interface SendingRate {

    /** Takes the next free moment; nobody else gets it. @return now, or a moment to wait for */
    Instant take(ConnectionId connection, int messagesPerSecond, Instant now);
}
