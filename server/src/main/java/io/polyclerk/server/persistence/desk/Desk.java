package io.polyclerk.server.persistence.desk;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.Takeover;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.desk.DeskOutcome.Done;
import io.polyclerk.server.persistence.desk.DeskOutcome.Missing;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who answers in a conversation. Each deed is one durable transaction with its row in the audit log and its event. A deed may name
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

    /** The agent answers from now on and the bot is silent; a turn that runs at this moment is thrown away. */
    public DeskOutcome takeOver(Deed deed) {
        return unlessRefused(
                deed,
                (session, found) -> DeskRows.isHeldBy(found, deed.actor())
                        ? new Done(found.held())
                        : DeskRows.hold(session, found, deed));
    }

    /** A colleague answers from now on. @param agent id of that colleague's token */
    public DeskOutcome assign(Deed deed, String agent) {
        return unlessRefused(deed, (session, found) -> {
            Conversation conversation = found.conversation();
            return DeskRows.isHeldBy(found, agent)
                    ? new Done(found.held())
                    : DeskRows.change(
                            session, deed, "assign", conversation, Holder.AGENT, agent, conversation.memory());
        });
    }

    /** The bot answers from now on. What it had asked before the agent came is forgotten: the talk has moved on. */
    public DeskOutcome giveBack(Deed deed) {
        return unlessRefused(deed, (session, found) -> {
            Conversation conversation = found.conversation();
            if (conversation.holder() == Holder.BOT) {
                return new Done(found.held());
            }
            Memory memory = Takeover.comingBack(conversation.memory());
            SqlSuggestions.delete(session, deed.conversation());
            return DeskRows.change(session, deed, "return", conversation, Holder.BOT, null, memory);
        });
    }

    /** What changes a conversation that is there and that the actor may change. */
    @FunctionalInterface
    private interface Change {
        DeskOutcome make(Session session, DeskRows.Found found) throws SQLException;
    }

    private DeskOutcome unlessRefused(Deed deed, Change change) {
        return database.write(session -> {
            Optional<DeskRows.Found> found = DeskRows.find(session, deed);
            if (found.isEmpty()) {
                return new Missing();
            }
            DeskOutcome refusal = DeskRows.refusal(found.get(), deed);
            return refusal == null ? change.make(session, found.get()) : refusal;
        });
    }
}
