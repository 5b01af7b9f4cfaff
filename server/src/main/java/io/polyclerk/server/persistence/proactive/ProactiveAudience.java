package io.polyclerk.server.persistence.proactive;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.core.proactive.ProactiveStore.Audience;
import io.polyclerk.core.proactive.ProactiveStore.Before;
import io.polyclerk.core.proactive.ProactiveStore.Planned;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.conversations.Conversations;
import io.polyclerk.server.persistence.conversations.ToDo;
import io.polyclerk.spi.message.Sender;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds who would hear of an order, and what one has to know of them. */
final class ProactiveAudience {

    private static final Duration WEEK = Duration.ofDays(7);

    private final Database database;

    private record Follower(Conversation conversation, String sender) {}

    ProactiveAudience(Database database) {
        this.database = database;
    }

    Optional<Audience> of(Planned planned, Instant now) {
        return database.read(session -> {
            List<Follower> followers = session.all(
                    "select c.id, c.connection_id, c.chat_id, c.merchant, c.holder, c.memory, c.version, f.sender from followed_order f"
                            + " join conversation c on c.id = f.conversation_id where f.store = ? and f.order_id = ?"
                            + " and c.merchant = ? order by f.followed_at desc",
                    row -> new Follower(Conversations.read(row), row.getString("sender")),
                    planned.store().value(),
                    planned.orderId(),
                    planned.merchant());
            for (Follower follower : followers) {
                if (SqlConsentStore.of(session, follower.conversation().id())
                        .given()
                        .contains(planned.occasion().purpose())) {
                    return Optional.of(audience(session, planned, follower, now));
                }
            }
            return Optional.empty();
        });
    }

    private static Audience audience(Session session, Planned planned, Follower follower, Instant now)
            throws SQLException {
        String id = follower.conversation().id().value();
        return new Audience(
                follower.conversation(),
                writtenAt(session, id),
                session.first(
                                "select id from message where conversation_id = ? and pending = ? fetch first 1 row only",
                                row -> row.getLong(1),
                                id,
                                ToDo.TURN)
                        .isPresent(),
                isGroup(session, id, follower.sender()),
                isTroubled(session, id, planned),
                session.first(
                                "select count(*) from proactive where conversation_id = ? and state in ('told', 'spared')"
                                        + " and decided_at > ?",
                                row -> row.getInt(1),
                                id,
                                now.minus(WEEK))
                        .orElse(0),
                before(session, planned));
    }

    private static @Nullable Instant writtenAt(Session session, String conversation) throws SQLException {
        return session.first(
                        "select at from message where conversation_id = ? and author = ? order by id desc fetch first 1 row only",
                        row -> Session.requiredInstant(row, "at"),
                        conversation,
                        Author.SHOPPER.stored())
                .orElse(null);
    }

    private static boolean isGroup(Session session, String conversation, String sender) throws SQLException {
        return session
                .all(
                        "select distinct sender from message where conversation_id = ? and author = ? and sender is not null",
                        row -> Json.read(row.getString(1), Sender.class).id(),
                        conversation,
                        Author.SHOPPER.stored())
                .stream()
                .anyMatch(other -> !other.equals(sender));
    }

    private static boolean isTroubled(Session session, String conversation, Planned planned) throws SQLException {
        return session.first("""
                        select id from ticket where merchant = ? and (conversation_id = ? or order_number = ?) and (state <> 'CLOSED'
                          or kind in ('complaint', 'damaged_or_wrong_item', 'return_item')) fetch first 1 row only""", row -> row.getLong(1), planned.merchant(), conversation, planned.number())
                .isPresent();
    }

    /** The reminder that came before this one, whatever became of those in between. */
    private static @Nullable Before before(Session session, Planned planned) throws SQLException {
        if (planned.occasion() != Occasion.PAYMENT_REMINDER) {
            return null;
        }
        return session.first(
                        """
                        select decided_at, state from proactive where store = ? and order_id = ? and occasion = ? and id <> ?
                          and state in ('told', 'spared') order by decided_at desc fetch first 1 row only""",
                        row -> new Before(
                                Session.requiredInstant(row, "decided_at"),
                                row.getString("state").equals("spared")),
                        planned.store().value(),
                        planned.orderId(),
                        planned.occasion().wireName(),
                        planned.id())
                .orElse(null);
    }
}
