package io.polyclerk.server.persistence.desk;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.conversations.Conversations;
import io.polyclerk.server.persistence.conversations.Withdrawal;
import io.polyclerk.server.persistence.desk.DeskOutcome.Changed;
import io.polyclerk.server.persistence.desk.DeskOutcome.Done;
import io.polyclerk.server.persistence.desk.DeskOutcome.Held;
import io.polyclerk.server.persistence.desk.DeskOutcome.HeldByOther;
import io.polyclerk.server.persistence.metrics.Events;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who holds a conversation, and how that changes: the rows behind what agents do. Stateless. */
final class DeskRows {

    record Found(Conversation conversation, @Nullable String agent) {
        Held held() {
            return new Held(conversation.holder(), agent, conversation.version());
        }
    }

    private DeskRows() {}

    static Optional<Found> find(Session session, Desk.Deed deed) throws SQLException {
        return session.first(
                "select " + Conversations.COLUMNS + ", agent from conversation where id = ?",
                row -> new Found(Conversations.read(row), row.getString("agent")),
                deed.conversation().value());
    }

    static @Nullable DeskOutcome refusal(Found found, Desk.Deed deed) {
        long version = found.conversation().version();
        if (deed.version() != null) {
            return deed.version() == version ? null : new Changed(version);
        }
        String agent = found.agent();
        return agent == null || agent.equals(deed.actor()) ? null : new HeldByOther(agent);
    }

    static boolean isHeldBy(Found found, String actor) {
        return found.conversation().holder() == Holder.AGENT && actor.equals(found.agent());
    }

    static DeskOutcome hold(Session session, Found found, Desk.Deed deed) throws SQLException {
        Conversation conversation = found.conversation();
        return change(session, deed, "takeover", conversation, Holder.AGENT, deed.actor(), conversation.memory());
    }

    static DeskOutcome change(
            Session session,
            Desk.Deed deed,
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

    static void record(
            Session session, Desk.Deed deed, Conversation conversation, String action, Map<String, ?> details)
            throws SQLException {
        Conversations.claim(session, conversation.id());
        AuditLog.insert(session, deed.at(), deed.actor(), action, "conversation " + conversation.id(), details);
        Events.insert(session, deed.at(), conversation.merchant(), conversation.id(), action, details);
    }
}
