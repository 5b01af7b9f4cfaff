package io.polyclerk.server.persistence;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.delivery.OutboxStore;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.OutboundMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Keeps what has to go out. */
public final class SqlOutboxStore implements OutboxStore {

    private static final int LONGEST_REASON = 1000;

    private final Database database;

    public SqlOutboxStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Waiting> next(ConversationId conversation) {
        return database.read(
                session -> session.first("""
                select m.id, m.connection_id, c.chat_id, m.idempotency_key, m.contents, m.attempts, m.not_before, m.uncertain
                from message m join conversation c on c.id = m.conversation_id
                where m.pending = ? and m.conversation_id = ? order by m.id fetch first 1 row only""", SqlOutboxStore::waiting, ToDo.SENDING, conversation.value()));
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        ConversationKey key =
                new ConversationKey(new ConnectionId(row.getString("connection_id")), row.getString("chat_id"));
        OutboundMessage message = new OutboundMessage(
                key,
                row.getString("idempotency_key"),
                StoredContents.read(row.getString("contents")).get(0));
        return new Waiting(
                row.getLong("id"),
                message,
                row.getInt("attempts"),
                Session.instant(row, "not_before"),
                row.getBoolean("uncertain"));
    }

    @Override
    public void recordAttempt(long id, Instant at) {
        database.write(session -> session.update(
                "update message set state = ?, attempts = attempts + 1, sent_at = ? where id = ? and pending = ?",
                DeliveryState.SENDING.name(),
                at,
                id,
                ToDo.SENDING));
    }

    @Override
    public void recordReceipt(long id, String platformMessageId, Instant at) {
        // A status webhook may have been faster than the receipt: its state is further and stays.
        database.write(session -> session.update(
                """
                update message set state = case when pending = ? then ? else state end, pending = ?, platform_message_id = ?,
                  sent_at = ?, reason = null where id = ?""", ToDo.SENDING, DeliveryState.SENT.name(), ToDo.NOTHING, Keys.of(platformMessageId), at, id));
    }

    @Override
    public void recordRetry(long id, Instant notBefore, boolean mayHaveHappened, String reason) {
        database.write(session -> session.update(
                """
                update message set state = ?, not_before = ?, uncertain = (uncertain or ?), reason = ?
                where id = ? and pending = ?""",
                DeliveryState.READY.name(),
                notBefore,
                mayHaveHappened,
                Keys.text(reason, LONGEST_REASON),
                id,
                ToDo.SENDING));
    }

    @Override
    public void recordEnd(long id, DeliveryState end, String reason, Instant at) {
        database.write(session -> session.update(
                "update message set state = ?, pending = ?, reason = ? where id = ? and pending = ?",
                end.name(),
                ToDo.NOTHING,
                Keys.text(reason, LONGEST_REASON),
                id,
                ToDo.SENDING));
    }

    @Override
    public int recoverInterrupted() {
        return database.write(session -> session.update(
                "update message set state = ?, uncertain = true where pending = ? and state = ?",
                DeliveryState.READY.name(),
                ToDo.SENDING,
                DeliveryState.SENDING.name()));
    }
}
