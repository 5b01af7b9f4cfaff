package io.polyclerk.server.persistence.conversations;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.Takeover;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.ConversationKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements about the table {@code conversation}, for use inside a unit of work. */
public final class Conversations {

    public static final String COLUMNS = "id, connection_id, chat_id, merchant, holder, memory, version";

    private Conversations() {}

    public static Conversation read(ResultSet row) throws SQLException {
        return new Conversation(
                new ConversationId(row.getString("id")),
                new ConversationKey(new ConnectionId(row.getString("connection_id")), row.getString("chat_id")),
                row.getString("merchant"),
                Holder.valueOf(row.getString("holder")),
                Json.read(row.getString("memory"), Memory.class),
                row.getLong("version"));
    }

    public static Optional<Conversation> find(Session session, ConversationId id) throws SQLException {
        return session.first("select " + COLUMNS + " from conversation where id = ?", Conversations::read, id.value());
    }

    /** The conversation of a chat, made on first sight. */
    public static ConversationId idOf(Session session, ConversationKey key, String merchant, Instant now)
            throws SQLException {
        String connection = key.connection().value();
        Optional<String> known = find(session, connection, key.chatId());
        if (known.isPresent()) {
            return new ConversationId(known.get());
        }
        String id = UUID.randomUUID().toString();
        int made = session.update(
                """
                insert into conversation (id, connection_id, chat_id, merchant, holder, memory, version, created_at, updated_at)
                values (?, ?, ?, ?, ?, ?, 0, ?, ?) on conflict do nothing""", id, connection, key.chatId(), merchant, Holder.BOT.name(), Json.write(Memory.EMPTY), now, now);
        // Another node may have been faster.
        return new ConversationId(
                made == 1 ? id : find(session, connection, key.chatId()).orElseThrow());
    }

    private static Optional<String> find(Session session, String connection, String chat) throws SQLException {
        return session.first(
                "select id from conversation where connection_id = ? and chat_id = ?",
                row -> row.getString(1),
                connection,
                chat);
    }

    /** Makes turns that read an older version start again. */
    public static void touch(Session session, ConversationId id, Instant now) throws SQLException {
        session.update(
                "update conversation set version = version + 1, updated_at = ?, node = ? where id = ?",
                now,
                session.node(),
                id.value());
    }

    /** This node does what there is to do in a conversation. */
    public static void claim(Session session, ConversationId id) throws SQLException {
        session.update("update conversation set node = ? where id = ?", session.node(), id.value());
    }

    /** A human answers from now on, here or elsewhere; what the bot has not said yet is not said. */
    public static void hold(Session session, ConversationId id, Instant now) throws SQLException {
        session.update(
                "update conversation set holder = ?, human_at = ?, version = version + 1, updated_at = ? where id = ?",
                Holder.AGENT.name(),
                now,
                now,
                id.value());
        Withdrawal.ofBot(session, id);
    }

    /** Who holds a conversation. @param humanAt when a human last showed up */
    public record Holding(
            Conversation conversation,
            @Nullable String agent,
            @Nullable Instant humanAt) {}

    public static Optional<Holding> holding(Session session, ConversationId id) throws SQLException {
        return session.first(
                "select " + COLUMNS + ", agent, human_at from conversation where id = ?",
                row -> new Holding(read(row), row.getString("agent"), Session.instant(row, "human_at")),
                id.value());
    }

    /** The bot answers from now on; {@code human_at} stays until it has, so that it knows of the human's words. */
    public static void comeBack(Session session, Conversation conversation, Instant now) throws SQLException {
        session.update(
                """
                update conversation set holder = ?, agent = null, memory = ?, version = version + 1, updated_at = ?, node = ?
                where id = ?""",
                Holder.BOT.name(),
                Json.write(Takeover.comingBack(conversation.memory())),
                now,
                session.node(),
                conversation.id().value());
    }
}
