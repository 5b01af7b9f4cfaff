package io.polyclerk.server.persistence.metrics;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/** What happened, for numbers that can be computed again; for use inside a unit of work. */
public final class Events {

    /** An agent said something outside the desk, in the platform's own app. */
    public static final String SPOKEN_ELSEWHERE = "reply_elsewhere";

    /** The bot has a conversation back that nobody gave it by hand. */
    public static final String RETURNED = "return";

    public static final String TICKET_CLOSED = "ticket_closed";
    public static final String TICKET_OPENED = "ticket_opened";

    private Events() {}

    public static void insert(
            Session session,
            Instant at,
            String merchant,
            ConversationId conversation,
            String kind,
            Map<String, ?> details)
            throws SQLException {
        session.update(
                "insert into event (at, merchant, conversation_id, kind, details) values (?, ?, ?, ?, ?)",
                at,
                merchant,
                conversation.value(),
                kind,
                Json.write(details));
        ContactTable.stale(session, conversation.value());
    }
}
