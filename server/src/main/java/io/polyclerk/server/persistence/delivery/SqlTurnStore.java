package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.delivery.TurnStore;
import io.polyclerk.core.identity.AskedCode;
import io.polyclerk.core.ladder.ModelUse;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.DatabaseException;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.conversations.Conversations;
import io.polyclerk.server.persistence.conversations.Conversations.Holding;
import io.polyclerk.server.persistence.conversations.StoredContents;
import io.polyclerk.server.persistence.conversations.ToDo;
import io.polyclerk.server.persistence.desk.TicketRows;
import io.polyclerk.server.persistence.metrics.ContactTable;
import io.polyclerk.server.persistence.notices.SqlMailStore;
import io.polyclerk.server.persistence.orders.LedgerRows;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives turns their messages and keeps what they decided. */
public final class SqlTurnStore implements TurnStore {

    /** Ids of conversations in which the bot has something to do. */
    static final String UNFINISHED =
            "select conversation_id from message where pending in (1, 2) union select conversation_id from order_action where "
                    + LedgerRows.OPEN;

    private static final int LONGEST_NUMBER = 128;
    private static final int MOST_WORDS = 20;

    private final Database database;
    private final @Nullable SqlMailStore mails;

    /** One that keeps no e-mail: where none is sent, nobody is offered a code. */
    public SqlTurnStore(Database database) {
        this.database = database;
        this.mails = null;
    }

    /** @param mails where e-mail that a turn has sent goes */
    public SqlTurnStore(Database database, SqlMailStore mails) {
        this.database = database;
        this.mails = mails;
    }

    @Override
    public Optional<Pending> pending(ConversationId id) {
        return database.read(session -> {
            Optional<Holding> holding = Conversations.holding(session, id);
            if (holding.isEmpty()) {
                return Optional.empty();
            }
            Conversation conversation = holding.get().conversation();
            ConversationKey key = conversation.key();
            List<Received> messages = session.all("""
                    select id, delivery_key, sender, sent_at, contents, group_id from message
                    where pending = ? and conversation_id = ? order by id""", row -> received(row, key), ToDo.TURN, id.value());
            boolean cameBack =
                    holding.get().humanAt() != null && conversation.holder() == Holder.BOT && !messages.isEmpty();
            List<String> humanWords = cameBack ? humanWords(session, id) : List.of();
            return messages.isEmpty() ? Optional.empty() : Optional.of(new Pending(conversation, messages, humanWords));
        });
    }

    /** What agents said since the bot last spoke. */
    private static List<String> humanWords(Session session, ConversationId id) throws SQLException {
        List<List<Content>> newestFirst = session.all(
                """
                select contents from message where conversation_id = ? and author = ? and id > coalesce((
                  select max(b.id) from message b where b.conversation_id = ? and b.author = ? and b.state <> ?), 0)
                order by id desc fetch first %d rows only""".formatted(MOST_WORDS),
                row -> StoredContents.read(row.getString(1)),
                id.value(),
                Author.AGENT.stored(),
                id.value(),
                Author.BOT.stored(),
                DeliveryState.WITHDRAWN.name());
        return newestFirst.reversed().stream()
                .flatMap(List::stream)
                .filter(content -> content instanceof Content.Text)
                .map(content -> ((Content.Text) content).text())
                .toList();
    }

    private static Received received(ResultSet row, ConversationKey key) throws SQLException {
        InboundMessage message = new InboundMessage(
                key,
                row.getString("delivery_key"),
                Json.read(row.getString("sender"), Sender.class),
                Session.requiredInstant(row, "sent_at"),
                StoredContents.read(row.getString("contents")),
                row.getString("group_id"));
        return new Received(row.getLong("id"), message);
    }

    @Override
    public void commit(Result result) {
        boolean stored = commit(session -> {
            if (!storeConversation(session, result)) {
                return false;
            }
            for (LedgerChange change : result.changes()) {
                LedgerRows.apply(session, change, result.at());
            }
            storeAnswered(session, result);
            for (Content reply : result.replies()) {
                storeReply(session, result, reply);
            }
            for (TicketDraft ticket : result.tickets()) {
                TicketRows.store(session, result, ticket);
            }
            storeWrongProofs(session, result);
            storeCode(session, result);
            storeEvent(session, result);
            return true;
        });
        if (!stored) {
            throw new StaleConversation();
        }
    }

    /** A row of the ledger that is not as it was read takes the whole turn back. */
    private boolean commit(Database.Work<Boolean> work) {
        try {
            return database.write(work);
        } catch (DatabaseException refused) {
            if (refused.isViolation()) {
                throw new StaleConversation();
            }
            throw refused;
        }
    }

    @Override
    public Optional<Conversation> conversation(ConversationId id) {
        return database.read(session -> Conversations.find(session, id));
    }

    private static boolean storeConversation(Session session, Result result) throws SQLException {
        Conversation conversation = result.conversation();
        int changed = session.update(
                """
                update conversation set holder = ?, memory = ?, language = ?, version = version + 1, updated_at = ?, node = ?,
                  human_at = case when cast(? as boolean) then human_at else null end
                where id = ? and version = ?""",
                conversation.holder().name(),
                Json.write(conversation.memory()),
                conversation.memory().language(),
                result.at(),
                session.node(),
                conversation.holder() == Holder.AGENT,
                conversation.id().value(),
                conversation.version());
        return changed == 1;
    }

    private static void storeAnswered(Session session, Result result) throws SQLException {
        Interpretation interpretation = result.interpretation();
        String meaning = interpretation == null ? null : Json.write(interpretation);
        for (long sequence : result.answered()) {
            session.update(
                    "update message set pending = ?, interpretation = ? where id = ?", ToDo.NOTHING, meaning, sequence);
        }
    }

    private static void storeReply(Session session, Result result, Content reply) throws SQLException {
        session.update(
                """
                insert into message (conversation_id, connection_id, author, contents, at, pending, state, idempotency_key)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                result.conversation().id().value(),
                result.conversation().key().connection().value(),
                Author.BOT.stored(),
                StoredContents.write(List.of(reply)),
                result.at(),
                ToDo.SENDING,
                DeliveryState.READY.name(),
                UUID.randomUUID().toString().replace("-", ""));
    }

    private static void storeWrongProofs(Session session, Result result) throws SQLException {
        for (String number : result.wrongProofs()) {
            session.update(
                    "insert into wrong_proof (merchant, order_number, at) values (?, ?, ?)",
                    result.conversation().merchant(),
                    Keys.text(number, LONGEST_NUMBER),
                    result.at());
        }
    }

    private void storeCode(Session session, Result result) throws SQLException {
        AskedCode asked = result.code();
        if (asked == null) {
            return;
        }
        if (mails == null) {
            throw new IllegalStateException("no e-mail is sent from here");
        }
        mails.store(session, result.conversation().merchant(), asked, result.at());
    }

    /** From the first of the answered messages to this answer. */
    private static Optional<Long> waited(Session session, Result result) throws SQLException {
        if (result.answered().isEmpty() || result.replies().isEmpty()) {
            return Optional.empty();
        }
        return session.first(
                        "select at from message where id = ?",
                        row -> Session.requiredInstant(row, "at"),
                        result.answered().get(0))
                .map(at -> Math.max(0, Duration.between(at, result.at()).toMillis()));
    }

    private static void storeEvent(Session session, Result result) throws SQLException {
        Interpretation interpretation = result.interpretation();
        if (interpretation == null) {
            return;
        }
        Map<String, Object> details = new HashMap<>(Map.of(
                "intents",
                interpretation.intents(),
                "language",
                interpretation.language(),
                "emotion",
                interpretation.emotion(),
                "outOfScope",
                interpretation.outOfScope(),
                "holder",
                result.conversation().holder(),
                "replies",
                result.replies().size()));
        waited(session, result).ifPresent(millis -> details.put("waitedMillis", millis));
        ModelUse asked = result.asked();
        if (asked != null) {
            details.put("model", asked);
            details.put("cloudCalls", asked.remote() ? asked.requests() : 0);
        }
        session.update(
                "insert into event (at, merchant, conversation_id, kind, details) values (?, ?, ?, ?, ?)",
                result.at(),
                result.conversation().merchant(),
                result.conversation().id().value(),
                "turn",
                Json.write(details));
        ContactTable.stale(session, result.conversation().id().value());
    }

    @Override
    public List<ConversationId> unfinished() {
        return database.read(session -> session.all(UNFINISHED, row -> new ConversationId(row.getString(1))));
    }

    /** Wrong proofs for an order, over all conversations. */
    public int wrongProofsSince(String merchant, String orderNumber, Instant since) {
        return database.read(session -> session.first(
                        "select count(*) from wrong_proof where merchant = ? and order_number = ? and at >= ?",
                        row -> row.getInt(1),
                        merchant,
                        Keys.text(orderNumber, LONGEST_NUMBER),
                        since))
                .orElse(0);
    }
}
