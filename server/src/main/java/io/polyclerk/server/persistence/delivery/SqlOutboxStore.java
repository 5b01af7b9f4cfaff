package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.Attempt;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.delivery.OutboxStore;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.conversations.StoredContents;
import io.polyclerk.server.persistence.conversations.ToDo;
import io.polyclerk.server.persistence.conversations.Withdrawal;
import io.polyclerk.spi.MessageTemplates.Template;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.OutboundMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
                select m.id, m.connection_id, c.chat_id, m.idempotency_key, m.contents, m.attempts, m.not_before, m.uncertain,
                  m.author, m.slot, m.template, c.language, m.unasked
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
        String template = row.getString("template");
        return new Waiting(
                row.getLong("id"),
                message,
                row.getInt("attempts"),
                Session.instant(row, "not_before"),
                row.getBoolean("uncertain"),
                Author.ofStored(row.getString("author")) == Author.AGENT,
                Session.instant(row, "slot"),
                template == null ? null : Json.read(template, SavedTemplate.class),
                row.getString("language"),
                row.getBoolean("unasked"));
    }

    @Override
    public Attempt recordAttempt(long id, Instant at) {
        return database.write(session -> {
            int begun = session.update(
                    """
                    update message set state = ?, attempts = attempts + 1, sent_at = ?, slot = null
                    where id = ? and pending = ? and state = ? and (author <> ? or not exists (
                      select 1 from conversation c where c.id = message.conversation_id and c.holder = ?))""",
                    DeliveryState.SENDING.name(),
                    at,
                    id,
                    ToDo.SENDING,
                    DeliveryState.READY.name(),
                    Author.BOT.stored(),
                    Holder.AGENT.name());
            if (begun == 1) {
                return Attempt.BEGUN;
            }
            int withdrawn = session.update(
                    "update message set state = ?, pending = ?, reason = ? where id = ? and pending = ? and state = ?",
                    DeliveryState.WITHDRAWN.name(),
                    ToDo.NOTHING,
                    Withdrawal.HUMAN_ANSWERS,
                    id,
                    ToDo.SENDING,
                    DeliveryState.READY.name());
            return withdrawn == 1 || isDone(session, id) ? Attempt.WITHDRAWN : Attempt.ELSEWHERE;
        });
    }

    private static boolean isDone(Session session, long id) throws SQLException {
        return session.first("select pending from message where id = ?", row -> row.getInt(1) != ToDo.SENDING, id)
                .orElse(true);
    }

    @Override
    public void recordWait(long id, Instant until, boolean taken) {
        database.write(session -> session.update(
                "update message set not_before = ?, slot = ? where id = ? and pending = ?",
                until,
                taken ? until : null,
                id,
                ToDo.SENDING));
    }

    @Override
    public void recordHeld(long id, String reason, @Nullable Template invitation, Instant at) {
        database.write(session -> {
            int held = session.update(
                    "update message set state = ?, pending = ?, reason = ?, slot = null where id = ? and pending = ?",
                    DeliveryState.HELD.name(),
                    ToDo.HELD,
                    Keys.text(reason, LONGEST_REASON),
                    id,
                    ToDo.SENDING);
            if (held == 1 && invitation != null) {
                invite(session, id, invitation, at);
            }
            return held;
        });
    }

    private record Held(String conversation, String connection, String author) {}

    /** Once until the shopper writes: each one costs the merchant and bothers the shopper. */
    private static void invite(Session session, long id, Template invitation, Instant at) throws SQLException {
        Held held = session.first(
                        "select conversation_id, connection_id, author from message where id = ?",
                        row -> new Held(row.getString(1), row.getString(2), row.getString(3)),
                        id)
                .orElseThrow();
        boolean invited = session.first(
                        """
                        select id from message where conversation_id = ? and template is not null and not unasked and state <> ?
                          and id > coalesce((select max(s.id) from message s where s.conversation_id = ? and s.author = ?), 0)""",
                        row -> row.getLong(1),
                        held.conversation(),
                        DeliveryState.WITHDRAWN.name(),
                        held.conversation(),
                        Author.SHOPPER.stored())
                .isPresent();
        if (invited) {
            return;
        }
        session.update(
                """
                insert into message (conversation_id, connection_id, author, contents, at, pending, state, idempotency_key, template)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                held.conversation(),
                held.connection(),
                held.author(),
                StoredContents.write(List.of(new Content.Text(invitation.text()))),
                at,
                ToDo.SENDING,
                DeliveryState.READY.name(),
                UUID.randomUUID().toString().replace("-", ""),
                Json.write(new SavedTemplate(invitation.name(), invitation.language())));
    }

    @Override
    public void recordReceipt(long id, String platformMessageId, Instant at) {
        // A status webhook may have been faster than the receipt: its state is further and stays.
        database.write(session -> {
            session.update(
                    """
                    update message set state = case when pending = ? then ? else state end, pending = ?, platform_message_id = ?,
                      sent_at = ?, reason = null where id = ?""", ToDo.SENDING, DeliveryState.SENT.name(), ToDo.NOTHING, Keys.of(platformMessageId), at, id);
            return new EarlyStatuses(session).apply(id, Keys.of(platformMessageId));
        });
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
    public void recordLimited(long id, Instant notBefore, String reason) {
        database.write(session -> session.update(
                "update message set state = ?, not_before = ?, attempts = attempts - 1, reason = ? where id = ? and pending = ?",
                DeliveryState.READY.name(),
                notBefore,
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
    public int recoverInterrupted(Instant begunBefore) {
        return database.write(session -> session.update(
                "update message set state = ?, uncertain = true where pending = ? and state = ? and sent_at < ?",
                DeliveryState.READY.name(),
                ToDo.SENDING,
                DeliveryState.SENDING.name(),
                begunBefore));
    }
}
