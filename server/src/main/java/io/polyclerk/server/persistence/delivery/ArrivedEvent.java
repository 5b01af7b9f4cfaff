package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Takeover;
import io.polyclerk.core.conversation.Takeover.Sign.PlatformLetGo;
import io.polyclerk.core.conversation.Takeover.Sign.ShopperWrote;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.conversations.Conversations;
import io.polyclerk.server.persistence.conversations.Conversations.Holding;
import io.polyclerk.server.persistence.conversations.SqlTranslations;
import io.polyclerk.server.persistence.conversations.StoredContents;
import io.polyclerk.server.persistence.conversations.ToDo;
import io.polyclerk.server.persistence.conversations.Withdrawal;
import io.polyclerk.server.persistence.metrics.Events;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.ChannelEvent.AgentLeft;
import io.polyclerk.spi.ChannelEvent.AgentSpoke;
import io.polyclerk.spi.ChannelEvent.ContactJoined;
import io.polyclerk.spi.ChannelEvent.ContactLeft;
import io.polyclerk.spi.ChannelEvent.MessageDeleted;
import io.polyclerk.spi.ChannelEvent.MessageEdited;
import io.polyclerk.spi.ChannelEvent.MessageReceived;
import io.polyclerk.spi.ChannelEvent.StatusChanged;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores one event of a channel within a unit of work. */
final class ArrivedEvent {

    /**
     * No platform tries to deliver for longer than seven days. A time before that is wrong or missing, and would close the reply window on
     * a shopper who has just written.
     */
    private static final Duration LONGEST_DELIVERY = Duration.ofDays(8);

    private final Session session;
    private final String merchant;
    private final Takeover takeover;
    private final Instant now;
    private @Nullable ConversationId conversation;

    /** What an event leads to. */
    enum Effect {
        TURN_DUE,
        NOTED,
        DUPLICATE
    }

    /** A message that is stored already. */
    private record Known(long id, int pending, @Nullable String editId, String sender) {}

    ArrivedEvent(Session session, String merchant, Takeover takeover, Instant now) {
        this.session = session;
        this.merchant = merchant;
        this.takeover = takeover;
        this.now = now;
    }

    /** The conversation of the event that was stored. */
    ConversationId conversation() {
        if (conversation == null) {
            throw new IllegalStateException("nothing was stored");
        }
        return conversation;
    }

    Effect store(ChannelEvent event) throws SQLException {
        if (event instanceof StatusChanged status) {
            return new ArrivedStatus(session, now).store(status);
        }
        ConversationId id = Conversations.idOf(session, event.conversation(), merchant, now);
        conversation = id;
        return switch (event) {
            case MessageReceived received -> message(id, received.message());
            case MessageEdited edited -> edit(id, edited);
            case MessageDeleted deleted -> deletion(id, deleted);
            case StatusChanged status -> new ArrivedStatus(session, now).store(status);
            case AgentSpoke spoke -> agent(id, spoke);
            case AgentLeft gone -> agentLeft(id, gone);
            case ContactJoined joined -> joined(id, joined);
            case ContactLeft left -> left(id);
        };
    }

    private Effect message(ConversationId id, InboundMessage message) throws SQLException {
        return inbound(
                id,
                Keys.of(message.messageId()),
                Json.write(message.sender()),
                message.sentAt(),
                message.contents(),
                message.conversation().connection().value(),
                Keys.ofNullable(message.groupId()),
                message.opens());
    }

    private Effect inbound(
            ConversationId id,
            String key,
            String sender,
            Instant sentAt,
            List<Content> contents,
            String connection,
            @Nullable String group,
            @Nullable String opens)
            throws SQLException {
        int stored = session.update(
                """
                insert into message (conversation_id, connection_id, author, contents, at, pending, delivery_key, sender, sent_at,
                  group_id, opens)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                id.value(),
                connection,
                Author.SHOPPER.stored(),
                StoredContents.write(contents),
                now,
                ToDo.TURN,
                key,
                sender,
                sentAt.isBefore(now.minus(LONGEST_DELIVERY)) ? now : sentAt,
                group,
                Keys.nullableText(opens, 32));
        if (stored == 0) {
            return Effect.DUPLICATE;
        }
        if (ArrivedMedia.hasMedia(contents)) {
            new ArrivedMedia(session, now).note(id, connection, sequence(connection, key), contents);
        }
        if (!ReplyLaw.NOTHING.equals(opens)) {
            Withdrawal.endHolding(session, id, now);
        }
        shopperWrote(id);
        return Effect.TURN_DUE;
    }

    /** The bot comes back when the human has been silent for long. */
    private void shopperWrote(ConversationId id) throws SQLException {
        session.update(
                "update conversation set updated_at = ?, node = ? where id = ?", now, session.node(), id.value());
        Holding holding = Conversations.holding(session, id).orElseThrow();
        Holder before = holding.conversation().holder();
        if (before == Holder.AGENT && takeover.after(before, new ShopperWrote(holding.humanAt(), now)) == Holder.BOT) {
            Conversations.comeBack(session, holding.conversation(), now);
            Events.insert(session, now, merchant, id, Events.RETURNED, Map.of("why", "silence"));
        }
    }

    private Effect agentLeft(ConversationId id, AgentLeft left) throws SQLException {
        Holding holding = Conversations.holding(session, id).orElseThrow();
        Holder before = holding.conversation().holder();
        if (before == Holder.BOT || takeover.after(before, new PlatformLetGo(holding.agent() != null)) != Holder.BOT) {
            return Effect.NOTED;
        }
        Conversations.comeBack(session, holding.conversation(), now);
        Events.insert(session, now, merchant, id, Events.RETURNED, Map.of("why", "elsewhere", "event", left.eventId()));
        return Effect.TURN_DUE;
    }

    private long sequence(String connection, String key) throws SQLException {
        return session.first(
                        "select id from message where connection_id = ? and delivery_key = ?",
                        row -> row.getLong(1),
                        connection,
                        key)
                .orElseThrow();
    }

    private Optional<Known> known(ChannelEvent event, String messageId) throws SQLException {
        return session.first(
                "select id, pending, edit_id, sender from message where connection_id = ? and delivery_key = ?",
                row -> new Known(row.getLong(1), row.getInt(2), row.getString(3), row.getString(4)),
                event.conversation().connection().value(),
                Keys.of(messageId));
    }

    private Effect edit(ConversationId id, MessageEdited edited) throws SQLException {
        String editId = Keys.of(edited.editId());
        Optional<Known> known = known(edited, edited.messageId());
        if (known.isPresent() && editId.equals(known.get().editId())) {
            return Effect.DUPLICATE;
        }
        if (known.isPresent() && known.get().pending() == ToDo.TURN) {
            session.update(
                    "update message set contents = ?, edit_id = ? where id = ?",
                    StoredContents.write(edited.contents()),
                    editId,
                    known.get().id());
            SqlTranslations.forget(session, known.get().id());
            ArrivedMedia media = new ArrivedMedia(session, now);
            media.end(known.get().id());
            media.note(
                    id, edited.conversation().connection().value(), known.get().id(), edited.contents());
            Conversations.touch(session, id, now);
            return Effect.TURN_DUE;
        }
        String sender = known.map(Known::sender)
                .orElseGet(() -> Json.write(Sender.of(edited.conversation().chatId())));
        return inbound(
                id,
                Keys.of(edited.messageId() + "#edit#" + edited.editId()),
                sender,
                edited.editedAt(),
                edited.contents(),
                edited.conversation().connection().value(),
                null,
                ReplyLaw.NOTHING);
    }

    private Effect deletion(ConversationId id, MessageDeleted deleted) throws SQLException {
        Optional<Known> known = known(deleted, deleted.messageId());
        if (known.isEmpty()) {
            return Effect.NOTED;
        }
        session.update(
                "update message set deleted = true, contents = '[]', pending = ? where id = ?",
                ToDo.NOTHING,
                known.get().id());
        SqlTranslations.forget(session, known.get().id());
        new ArrivedMedia(session, now).end(known.get().id());
        if (known.get().pending() == ToDo.TURN) {
            Conversations.touch(session, id, now);
        }
        return Effect.NOTED;
    }

    private Effect agent(ConversationId id, AgentSpoke spoke) throws SQLException {
        int stored = session.update(
                """
                insert into message (conversation_id, connection_id, author, contents, at, pending, delivery_key, sent_at, state,
                  platform_message_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                id.value(),
                spoke.conversation().connection().value(),
                Author.AGENT.stored(),
                StoredContents.write(spoke.contents()),
                now,
                ToDo.NOTHING,
                Keys.of("agent#" + spoke.messageId()),
                spoke.at(),
                DeliveryState.SENT.name(),
                Keys.of(spoke.messageId()));
        if (stored == 0) {
            return Effect.DUPLICATE;
        }
        Conversations.hold(session, id, now);
        Events.insert(session, now, merchant, id, Events.SPOKEN_ELSEWHERE, Map.of());
        return Effect.NOTED;
    }

    private Effect joined(ConversationId id, ContactJoined joined) throws SQLException {
        return inbound(
                id,
                Keys.of("joined#" + joined.conversation().chatId() + "#" + joined.at()),
                Json.write(Sender.of(joined.conversation().chatId())),
                joined.at(),
                List.of(),
                joined.conversation().connection().value(),
                null,
                joined.opens() == null ? ReplyLaw.NOTHING : joined.opens());
    }

    private Effect left(ConversationId id) throws SQLException {
        session.update(
                "update message set pending = ?, state = ?, reason = ? where pending in (?, ?) and conversation_id = ?",
                ToDo.NOTHING,
                DeliveryState.FAILED.name(),
                "the contact has left",
                ToDo.SENDING,
                ToDo.HELD,
                id.value());
        return Effect.NOTED;
    }
}
