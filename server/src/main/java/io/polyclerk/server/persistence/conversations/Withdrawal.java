package io.polyclerk.server.persistence.conversations;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.server.persistence.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Ends or goes on with what waits in a conversation's outbox, for use inside a unit of work. */
public final class Withdrawal {

    public static final String HUMAN_ANSWERS = "a human answers now";
    private static final String GROWN_OLD = "it had waited for more than a day when the shopper wrote again";
    private static final Duration STALE = Duration.ofDays(1);

    private Withdrawal() {}

    /** A human answers from now on: what the bot has not said yet is not said. */
    public static void ofBot(Session session, ConversationId conversation) throws SQLException {
        session.update(
                """
                update message set state = ?, pending = ?, reason = ?
                where conversation_id = ? and author = ? and pending in (?, ?) and state in (?, ?)""",
                DeliveryState.WITHDRAWN.name(),
                ToDo.NOTHING,
                HUMAN_ANSWERS,
                conversation.value(),
                Author.BOT.stored(),
                ToDo.SENDING,
                ToDo.HELD,
                DeliveryState.READY.name(),
                DeliveryState.HELD.name());
    }

    /** The shopper has written, so what was held back may go; the bot's own words only while they are fresh. */
    public static void endHolding(Session session, ConversationId conversation, Instant now) throws SQLException {
        session.update(
                """
                update message set state = ?, pending = ?, reason = ?
                where conversation_id = ? and pending = ? and author = ? and at < ?""",
                DeliveryState.WITHDRAWN.name(),
                ToDo.NOTHING,
                GROWN_OLD,
                conversation.value(),
                ToDo.HELD,
                Author.BOT.stored(),
                now.minus(STALE));
        session.update(
                "update message set state = ?, pending = ?, reason = null, not_before = null where conversation_id = ? and pending = ?",
                DeliveryState.READY.name(),
                ToDo.SENDING,
                conversation.value(),
                ToDo.HELD);
    }
}
