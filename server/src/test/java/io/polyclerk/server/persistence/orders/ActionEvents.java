package io.polyclerk.server.persistence.orders;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.metrics.Events;
import java.time.Instant;
import java.util.Map;

/** Leaves the events of an action as the ledger does, for tests that count them. */
public final class ActionEvents {

    private ActionEvents() {}

    public static void leave(
            Database database, String merchant, ConversationId conversation, String action, String state, Instant at) {
        leave(
                database,
                merchant,
                conversation,
                "action",
                Map.of("action", action, "kind", "cancel", "state", state),
                at);
    }

    /** Any other event, as those that agents and ratings leave. */
    public static void leave(
            Database database,
            String merchant,
            ConversationId conversation,
            String kind,
            Map<String, ?> details,
            Instant at) {
        database.write(session -> {
            Events.insert(session, at, merchant, conversation, kind, details);
            return true;
        });
    }
}
