package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.ToDo;
import io.polyclerk.server.persistence.delivery.ArrivedEvent.Effect;
import io.polyclerk.spi.ChannelEvent.StatusChanged;
import io.polyclerk.spi.message.DeliveryStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Stores what a platform tells about one of our messages; a message never goes back to an earlier state. */
final class ArrivedStatus {

    private final Session session;
    private final Instant now;

    private record Told(long id, DeliveryState state) {}

    ArrivedStatus(Session session, Instant now) {
        this.session = session;
        this.now = now;
    }

    Effect store(StatusChanged status) throws SQLException {
        Optional<Told> told = find(status);
        if (told.isEmpty()) {
            new EarlyStatuses(session).keep(status, now);
            return Effect.NOTED;
        }
        if (!isFurther(told.get().state(), status.status())) {
            return Effect.NOTED;
        }
        DeliveryState state = stateOf(status.status());
        // Also ends an uncertain message: the platform has it, so it is not said again.
        session.update(
                """
                update message set state = ?, pending = ?, uncertain = false, reason = ?,
                  platform_message_id = coalesce(platform_message_id, ?) where id = ?""",
                state.name(),
                ToDo.NOTHING,
                Keys.nullableText(status.reason(), 1000),
                Keys.of(status.messageId()),
                told.get().id());
        return Effect.NOTED;
    }

    private Optional<Told> find(StatusChanged status) throws SQLException {
        String connection = status.conversation().connection().value();
        Optional<Told> byId = session.first(
                "select id, state from message where connection_id = ? and platform_message_id = ?",
                row -> new Told(row.getLong(1), DeliveryState.valueOf(row.getString(2))),
                connection,
                Keys.of(status.messageId()));
        if (byId.isPresent() || status.idempotencyKey() == null) {
            return byId;
        }
        return session.first(
                "select id, state from message where idempotency_key = ? and connection_id = ?",
                row -> new Told(row.getLong(1), DeliveryState.valueOf(row.getString(2))),
                Keys.text(status.idempotencyKey(), 32),
                connection);
    }

    static DeliveryState stateOf(DeliveryStatus status) {
        return switch (status) {
            case SENT -> DeliveryState.SENT;
            case DELIVERED -> DeliveryState.DELIVERED;
            case READ -> DeliveryState.READ;
            case FAILED -> DeliveryState.FAILED;
        };
    }

    static boolean isFurther(DeliveryState now, DeliveryStatus told) {
        return switch (now) {
            case READY, SENDING, HELD, WITHDRAWN, DEAD -> true;
            case SENT -> told != DeliveryStatus.SENT;
            case DELIVERED -> told == DeliveryStatus.READ;
            case READ, FAILED -> false;
        };
    }
}
