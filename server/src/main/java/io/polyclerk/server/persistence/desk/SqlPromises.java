package io.polyclerk.server.persistence.desk;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.turn.PromiseStore;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Promises beside the tickets with which they were made. Thread-safe. */
public final class SqlPromises implements PromiseStore {

    private static final Duration FIRST_LOOK = Duration.ofSeconds(15);

    private final Database database;

    public SqlPromises(Database database) {
        this.database = database;
    }

    /** In the transaction of the turn that made it. */
    static void make(Session session, long ticket, Result result, TicketDraft draft) throws SQLException {
        session.update(
                """
                insert into shop_promise (ticket_id, conversation_id, merchant, intent, made_at, due_at)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing""",
                ticket,
                result.conversation().id().value(),
                result.conversation().merchant(),
                draft.kind(),
                result.at(),
                result.at().plus(FIRST_LOOK));
    }

    @Override
    public List<Promise> due(Instant now, int most) {
        return database.read(session -> session.all(
                """
                select p.conversation_id, p.merchant, p.tries, q.intent,
                  (select min(f.made_at) from shop_promise f where f.conversation_id = p.conversation_id) as made_at
                from (select conversation_id, merchant, max(tries) as tries, max(ticket_id) as newest from shop_promise
                  group by conversation_id, merchant having max(due_at) <= ?) p
                join shop_promise q on q.ticket_id = p.newest
                order by made_at fetch first %d rows only""".formatted(most),
                row -> new Promise(
                        new ConversationId(row.getString("conversation_id")),
                        row.getString("merchant"),
                        Intent.ofWireName(row.getString("intent")).orElse(Intent.HUMAN_AGENT),
                        Session.requiredInstant(row, "made_at"),
                        row.getInt("tries")),
                now));
    }

    @Override
    public void postpone(ConversationId conversation, Instant due) {
        database.write(session -> session.update(
                "update shop_promise set due_at = ?, tries = tries + 1 where conversation_id = ?",
                due,
                conversation.value()));
    }

    @Override
    public void end(ConversationId conversation) {
        database.write(
                session -> session.update("delete from shop_promise where conversation_id = ?", conversation.value()));
    }
}
