package io.polyclerk.server.persistence.desk;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.conversations.Conversations;
import io.polyclerk.server.persistence.conversations.MessageWords;
import io.polyclerk.server.persistence.conversations.SqlTranslations;
import io.polyclerk.server.persistence.conversations.StoredContents;
import io.polyclerk.server.persistence.conversations.ToDo;
import io.polyclerk.server.persistence.desk.DeskOutcome.Done;
import io.polyclerk.server.persistence.desk.DeskOutcome.Held;
import io.polyclerk.server.persistence.desk.DeskOutcome.Missing;
import io.polyclerk.server.persistence.desk.DeskOutcome.OutOfPlace;
import io.polyclerk.spi.message.Content;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What agents say in conversations. It is one durable transaction with its row in the audit log and its event, as all that is done at the {@link Desk},
 * and follows the same rules of who may. Thread-safe.
 */
public final class DeskTalk {

    private final Database database;

    public DeskTalk(Database database) {
        this.database = database;
    }

    /**
     * The agent says something: it waits to be sent like the bot's own words, and the conversation is the agent's.
     *
     * @param parts one message each
     * @param key made by the caller; the same words with the same key are said once
     */
    public DeskOutcome speak(Desk.Deed deed, List<Content> parts, String key) {
        return speak(deed, parts, key, null);
    }

    /**
     * What an agent wrote before it was translated.
     *
     * @param language BCP 47 tag
     */
    public record OwnWords(String language, String text) {}

    /** @param own kept beside what is said, for colleagues who read that language; null when it was not translated */
    public DeskOutcome speak(Desk.Deed deed, List<Content> parts, String key, @Nullable OwnWords own) {
        return database.write(session -> {
            Optional<DeskRows.Found> found = DeskRows.find(session, deed);
            if (found.isEmpty()) {
                return new Missing();
            }
            String delivery = "desk#" + deed.conversation() + "#" + key;
            if (said(session, found.get().conversation(), delivery).isPresent()) {
                return new Done(found.get().held());
            }
            DeskOutcome refusal = DeskRows.refusal(found.get(), deed);
            if (refusal != null) {
                return refusal;
            }
            DeskOutcome held = DeskRows.isHeldBy(found.get(), deed.actor())
                    ? new Done(found.get().held())
                    : DeskRows.hold(session, found.get(), deed);
            if (!(held instanceof Done done)) {
                return held;
            }
            for (int i = 0; i < parts.size(); i++) {
                say(session, deed, found.get().conversation(), parts.get(i), i == 0 ? delivery : delivery + "#" + i);
            }
            if (own != null && parts.size() == 1) {
                keep(session, deed, found.get().conversation(), parts, delivery, own);
            }
            SqlSuggestions.delete(session, deed.conversation());
            Conversations.touch(session, deed.conversation(), deed.at());
            session.update(
                    "update conversation set human_at = ? where id = ?",
                    deed.at(),
                    deed.conversation().value());
            DeskRows.record(session, deed, found.get().conversation(), "reply", Map.of("messages", parts.size()));
            return new Done(new Held(Holder.AGENT, deed.actor(), done.held().version() + 1));
        });
    }

    /**
     * The agent sends what the bot suggests, as it stands; the conversation is the agent's, and the bot remembers what it has said.
     *
     * @param suggestion id of what the agent has seen; sent once, however often it is asked for
     */
    public DeskOutcome sendSuggestion(Desk.Deed deed, String suggestion) {
        return database.write(session -> {
            Optional<DeskRows.Found> found = DeskRows.find(session, deed);
            if (found.isEmpty()) {
                return new Missing();
            }
            Conversation conversation = found.get().conversation();
            String delivery = "suggestion#" + suggestion;
            if (said(session, conversation, delivery).isPresent()) {
                return new Done(found.get().held());
            }
            DeskOutcome refusal = DeskRows.refusal(found.get(), deed);
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
            Session session, Desk.Deed deed, Conversation conversation, SqlSuggestions.Stored stored, String delivery)
            throws SQLException {
        DeskOutcome held = DeskRows.change(
                session, deed, "suggestion_sent", conversation, Holder.AGENT, deed.actor(), stored.memory());
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
    public DeskOutcome sendAgain(Desk.Deed deed, long sequence) {
        return database.write(session -> {
            Optional<DeskRows.Found> found = DeskRows.find(session, deed);
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
            DeskRows.record(session, deed, found.get().conversation(), "send_again", Map.of("message", sequence));
            return new Done(found.get().held());
        });
    }

    private static void keep(
            Session session,
            Desk.Deed deed,
            Conversation conversation,
            List<Content> parts,
            String delivery,
            OwnWords own)
            throws SQLException {
        Optional<Long> said = said(session, conversation, delivery);
        if (said.isPresent()) {
            SqlTranslations.insert(
                    session,
                    said.get(),
                    own.language(),
                    MessageWords.of(parts),
                    new SqlTranslations.Kept(own.text(), ""),
                    deed.at());
        }
    }

    private static Optional<Long> said(Session session, Conversation conversation, String delivery)
            throws SQLException {
        return session.first(
                "select id from message where connection_id = ? and delivery_key = ?",
                row -> row.getLong(1),
                conversation.key().connection().value(),
                delivery);
    }

    private static void say(Session session, Desk.Deed deed, Conversation conversation, Content part, String delivery)
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
}
