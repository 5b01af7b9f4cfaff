package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.ToDo;
import io.polyclerk.spi.ChannelEvent.StatusChanged;
import io.polyclerk.spi.message.DeliveryStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a platform tells of a message before it has answered the sending of it. Only its own id is known there, and ours only where the
 * platform brings it back; so it is kept for the moment until the receipt names the id.
 */
final class EarlyStatuses {

    private static final Duration LIFE = Duration.ofHours(1);

    private final Session session;

    EarlyStatuses(Session session) {
        this.session = session;
    }

    private record Early(DeliveryStatus status, @Nullable String reason) {}

    /** Kept only while something is being sent there: platforms also tell of messages that are none of ours. */
    void keep(StatusChanged status, Instant now) throws SQLException {
        String connection = status.conversation().connection().value();
        boolean sending = session.first(
                        "select id from message where pending = ? and state = ? and connection_id = ? fetch first 1 row only",
                        row -> row.getLong(1),
                        ToDo.SENDING,
                        DeliveryState.SENDING.name(),
                        connection)
                .isPresent();
        String id = Keys.of(status.messageId());
        Optional<Early> known = sending ? find(connection, id) : Optional.empty();
        if (!sending || known.isPresent() && !isFurther(known.get().status(), status.status())) {
            return;
        }
        session.update("delete from early_status where at < ?", now.minus(LIFE));
        remove(connection, id);
        session.update(
                "insert into early_status (connection_id, platform_message_id, status, reason, at) values (?, ?, ?, ?, ?)",
                connection,
                id,
                status.status().name(),
                Keys.nullableText(status.reason(), 1000),
                now);
    }

    private static boolean isFurther(DeliveryStatus known, DeliveryStatus told) {
        return ArrivedStatus.isFurther(ArrivedStatus.stateOf(known), told);
    }

    /** Called with the receipt of a message. @return how many were waiting for it */
    int apply(long message, String platformMessageId) throws SQLException {
        Optional<String> connection = session.first("""
                select e.connection_id from early_status e join message m on m.connection_id = e.connection_id
                where e.platform_message_id = ? and m.id = ?""", row -> row.getString(1), platformMessageId, message);
        if (connection.isEmpty()) {
            return 0;
        }
        Early early = find(connection.get(), platformMessageId).orElseThrow();
        session.update(
                "update message set state = ?, reason = ? where id = ? and state = ?",
                ArrivedStatus.stateOf(early.status()).name(),
                early.reason(),
                message,
                DeliveryState.SENT.name());
        return remove(connection.get(), platformMessageId);
    }

    private Optional<Early> find(String connection, String id) throws SQLException {
        return session.first(
                "select status, reason from early_status where connection_id = ? and platform_message_id = ?",
                row -> new Early(DeliveryStatus.valueOf(row.getString("status")), row.getString("reason")),
                connection,
                id);
    }

    private int remove(String connection, String id) throws SQLException {
        return session.update(
                "delete from early_status where connection_id = ? and platform_message_id = ?", connection, id);
    }
}
