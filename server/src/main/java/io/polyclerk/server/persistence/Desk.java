package io.polyclerk.server.persistence;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.Takeover;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.DeskOutcome.Changed;
import io.polyclerk.server.persistence.DeskOutcome.Done;
import io.polyclerk.server.persistence.DeskOutcome.Held;
import io.polyclerk.server.persistence.DeskOutcome.HeldByOther;
import io.polyclerk.server.persistence.DeskOutcome.Missing;
import io.polyclerk.server.persistence.DeskOutcome.OutOfPlace;
import io.polyclerk.spi.message.Content;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What agents do with conversations. Each deed is one durable transaction with its row in the audit log and its event. A deed may name
 * the version that the agent has seen: it is then refused when somebody was faster, and may take a conversation from another agent,
 * because the caller knows. Thread-safe.
 */
public final class Desk {

    private final Database database;

    public Desk(Database database) {
        this.database = database;
    }

    /**
     * Who does something, and to what.
     *
     * @param actor id of the agent's token
     * @param version what the agent has seen; null when it does not matter
     */
    public record Deed(
            ConversationId conversation,
            String actor,
            @Nullable Long version,
            Instant at) {}

    private record Found(
            Conversation conversation, @Nullable String agent) {
        Held held() {
            return new Held(conversation.holder(), agent, conversation.version());
        }
    }

    /** The agent answers from now on and the bot is silent; a turn that runs at this moment is thrown away. */
    public DeskOutcome takeOver(Deed deed) {
        return database.write(session -> {
            Optional<Found> found = find(session, deed);
            if (found.isEmpty()) {
                return new Missing();
            }
            DeskOutcome refusal = refusal(found.get(), deed);
            if (refusal != null) {
                return refusal;
            }
            return isHeldBy(found.get(), deed.actor())
                    ? new Done(found.get().held())
                    : hold(session, found.get(), deed);
        });
    }

    /** A colleague answers from now on. @param agent id of that colleague's token */
    public DeskOutcome assign(Deed deed, String agent) {
        return database.write(session -> {
            Optional<Found> found = find(session, deed);
            if (found.isEmpty()) {
                return new Missing();
            }
            DeskOutcome refusal = refusal(found.get(), deed);
            if (refusal != null) {
                return refusal;
            }
            Conversation conversation = found.get().conversation();
            return isHeldBy(found.get(), agent)
                    ? new Done(found.get().held())
                    : change(session, deed, "assign", conversation, Holder.AGENT, agent, conversation.memory());
        });
    }

    /** The bot answers from now on. What it had asked before the agent came is forgotten: the talk has moved on. */
    public DeskOutcome giveBack(Deed deed) {
        return database.write(session -> {
            Optional<Found> found = find(session, deed);
            if (found.isEmpty()) {
                return new Missing();
            }
            DeskOutcome refusal = refusal(found.get(), deed);
            if (refusal != null) {
                return refusal;
            }
            Conversation conversation = found.get().conversation();
            if (conversation.holder() == Holder.BOT) {
                return new Done(found.get().held());
            }
            Memory memory = Takeover.comingBack(conversation.memory());
            SqlSuggestions.delete(session, deed.conversation());
            return change(session, deed, "return", conversation, Holder.BOT, null, memory);
        });
    }

    /**
     * The agent says something: it waits to be sent like the bot's own words, and the conversation is the agent's.
     *
     * @param parts one message each
     * @param key made by the caller; the same words with the same key are said once
     */
    public DeskOutcome speak(Deed deed, List<Content> parts, String key) {
        return database.write(session -> {
            Optional<Found> found = find(session, deed);
            if (found.isEmpty()) {
                return new Missing();
            }
            String delivery = "desk#" + deed.conversation() + "#" + key;
            if (isSaid(session, found.get().conversation(), delivery)) {
                return new Done(found.get().held());
            }
            DeskOutcome refusal = refusal(found.get(), deed);
            if (refusal != null) {
                return refusal;
            }
            DeskOutcome held = isHeldBy(found.get(), deed.actor())
                    ? new Done(found.get().held())
                    : hold(session, found.get(), deed);
            if (!(held instanceof Done done)) {
                return held;
            }
            for (int i = 0; i < parts.size(); i++) {
                say(session, deed, found.get().conversation(), parts.get(i), i == 0 ? delivery : delivery + "#" + i);
            }
            SqlSuggestions.delete(session, deed.conversation());
            Conversations.touch(session, deed.conversation(), deed.at());
            session.update(
                    "update conversation set human_at = ? where id = ?",
                    deed.at(),
                    deed.conversation().value());
            record(session, deed, found.get().conversation(), "reply", Map.of("messages", parts.size()));
            return new Done(new Held(Holder.AGENT, deed.actor(), done.held().version() + 1));
        });
    }

    /**
     * The agent sends what the bot suggests, as it stands; the conversation is the agent's, and the bot remembers what it has said.
     *
     * @param suggestion id of what the agent has seen; sent once, however often it is asked for
     */
    public DeskOutcome sendSuggestion(Deed deed, String suggestion) {
        return database.write(session -> {
            Optional<Found> found = find(session, deed);
            if (found.isEmpty()) {
                return new Missing();
            }
            Conversation conversation = found.get().conversation();
            String delivery = "suggestion#" + suggestion;
            if (isSaid(session, conversation, delivery)) {
                return new Done(found.get().held());
            }
            DeskOutcome refusal = refusal(found.get(), deed);
            if (refusal != null) {
                return refusal;
            }
            Optional<SqlSuggestions.Stored> stored = SqlSuggestions.find(session, deed.conversation())
                    .filter(one -> one.kept().id().equals(suggestion));
            if (stored.isEmpty()) {
                return new OutOfPlace("there is a newer suggestion, or none any more");
            }
            return sendSuggestion(session, deed, conversation, stored.get(), delivery);
        });
    }

    private static DeskOutcome sendSuggestion(
            Session session, Deed deed, Conversation conversation, SqlSuggestions.Stored stored, String delivery)
            throws SQLException {
        DeskOutcome held =
                change(session, deed, "suggestion_sent", conversation, Holder.AGENT, deed.actor(), stored.memory());
        if (held instanceof Done) {
            List<Content> parts = stored.kept().contents();
            for (int i = 0; i < parts.size(); i++) {
                say(session, deed, conversation, parts.get(i), i == 0 ? delivery : delivery + "#" + i);
            }
            SqlSuggestions.delete(session, deed.conversation());
        }
        return held;
    }

    /** A message that did not go out is tried again from the beginning. */
    public DeskOutcome sendAgain(Deed deed, long sequence) {
        return database.write(session -> {
            Optional<Found> found = find(session, deed);
            if (found.isEmpty()) {
                return new Missing();
            }
            int changed = session.update(
                    """
                    update message set pending = ?, state = ?, attempts = 0, not_before = null, reason = null
                    where id = ? and conversation_id = ? and pending in (?, ?) and state in (?, ?, ?)""",
                    ToDo.SENDING,
                    DeliveryState.READY.name(),
                    sequence,
                    deed.conversation().value(),
                    ToDo.NOTHING,
                    ToDo.HELD,
                    DeliveryState.FAILED.name(),
                    DeliveryState.DEAD.name(),
                    DeliveryState.HELD.name());
            if (changed == 0) {
                return new OutOfPlace("only a message that failed can be sent again");
            }
            record(session, deed, found.get().conversation(), "send_again", Map.of("message", sequence));
            return new Done(found.get().held());
        });
    }

    private static Optional<Found> find(Session session, Deed deed) throws SQLException {
        return session.first(
                "select " + Conversations.COLUMNS + ", agent from conversation where id = ?",
                row -> new Found(Conversations.read(row), row.getString("agent")),
                deed.conversation().value());
    }

    private static @Nullable DeskOutcome refusal(Found found, Deed deed) {
        long version = found.conversation().version();
        if (deed.version() != null) {
            return deed.version() == version ? null : new Changed(version);
        }
        String agent = found.agent();
        return agent == null || agent.equals(deed.actor()) ? null : new HeldByOther(agent);
    }

    private static boolean isHeldBy(Found found, String actor) {
        return found.conversation().holder() == Holder.AGENT && actor.equals(found.agent());
    }

    private static DeskOutcome hold(Session session, Found found, Deed deed) throws SQLException {
        Conversation conversation = found.conversation();
        return change(session, deed, "takeover", conversation, Holder.AGENT, deed.actor(), conversation.memory());
    }

    private static DeskOutcome change(
            Session session,
            Deed deed,
            String action,
            Conversation conversation,
            Holder holder,
            @Nullable String agent,
            Memory memory)
            throws SQLException {
        int changed = session.update(
                """
                update conversation set holder = ?, agent = ?, memory = ?, version = version + 1, updated_at = ?
                where id = ? and version = ?""",
                holder.name(),
                agent,
                Json.write(memory),
                deed.at(),
                conversation.id().value(),
                conversation.version());
        if (changed == 1 && holder == Holder.AGENT) {
            Withdrawal.ofBot(session, conversation.id());
            session.update(
                    "update conversation set human_at = ? where id = ?",
                    deed.at(),
                    conversation.id().value());
        }
        if (changed == 0) {
            // Another node was faster between reading and writing.
            return new Changed(conversation.version());
        }
        record(
                session,
                deed,
                conversation,
                action,
                Map.of("from", conversation.holder().name().toLowerCase(Locale.ROOT)));
        return new Done(new Held(holder, agent, conversation.version() + 1));
    }

    private static boolean isSaid(Session session, Conversation conversation, String delivery) throws SQLException {
        return session.first(
                        "select id from message where connection_id = ? and delivery_key = ?",
                        row -> row.getLong(1),
                        conversation.key().connection().value(),
                        delivery)
                .isPresent();
    }

    private static void say(Session session, Deed deed, Conversation conversation, Content part, String delivery)
            throws SQLException {
        session.update(
                """
                insert into message (conversation_id, connection_id, author, contents, at, pending, state, idempotency_key,
                  delivery_key, agent)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                conversation.id().value(),
                conversation.key().connection().value(),
                Author.AGENT.stored(),
                StoredContents.write(List.of(part)),
                deed.at(),
                ToDo.SENDING,
                DeliveryState.READY.name(),
                UUID.randomUUID().toString().replace("-", ""),
                delivery,
                deed.actor());
    }

    private static void record(
            Session session, Deed deed, Conversation conversation, String action, Map<String, ?> details)
            throws SQLException {
        Conversations.claim(session, conversation.id());
        AuditLog.insert(session, deed.at(), deed.actor(), action, "conversation " + conversation.id(), details);
        Events.insert(session, deed.at(), conversation.merchant(), conversation.id(), action, details);
    }
}
