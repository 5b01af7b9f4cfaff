package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.budget.SendingRate;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Gives out the moments of a connection one after the other, whichever node asks. */
public final class SqlSendingRate implements SendingRate {

    private static final long SECOND_IN_MICROS = 1_000_000;

    private final Database database;

    public SqlSendingRate(Database database) {
        this.database = database;
    }

    @Override
    public Instant take(ConnectionId connection, int messagesPerSecond, Instant now) {
        // Columns keep microseconds.
        Instant present = now.truncatedTo(ChronoUnit.MICROS);
        Duration interval =
                Duration.of((SECOND_IN_MICROS + messagesPerSecond - 1) / messagesPerSecond, ChronoUnit.MICROS);
        return database.write(session -> {
            session.update(
                    "insert into sending_slot (connection_id, next_at) values (?, ?) on conflict do nothing",
                    connection.value(),
                    present);
            Instant next = session.first(
                            "select next_at from sending_slot where connection_id = ? for update",
                            row -> Session.requiredInstant(row, "next_at"),
                            connection.value())
                    .orElseThrow();
            Instant slot = next.isAfter(present) ? next : present;
            session.update(
                    "update sending_slot set next_at = ? where connection_id = ?",
                    slot.plus(interval),
                    connection.value());
            return slot;
        });
    }
}
