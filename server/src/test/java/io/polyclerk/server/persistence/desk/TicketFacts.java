package io.polyclerk.server.persistence.desk;

import io.polyclerk.server.persistence.Database;
import java.time.Instant;

/** Leaves a ticket as a turn does, for tests. */
public final class TicketFacts {

    private TicketFacts() {}

    public static long open(Database database, String merchant, Instant at) {
        return database.write(session -> {
            String id = "talk-" + merchant;
            session.update("""
                    insert into conversation (id, connection_id, chat_id, merchant, holder, memory, version, created_at, updated_at)
                    values (?, 'web', 'chat', ?, 'BOT', '{}', 0, ?, ?)""", id, merchant, at, at);
            session.update("""
                    insert into ticket (conversation_id, merchant, kind, summary, language, urgent, state, created_at)
                    values (?, ?, 'complaint', 'words', 'en', false, 'OPEN', ?)""", id, merchant, at);
            return session.first("select max(id) from ticket", row -> row.getLong(1))
                    .orElseThrow();
        });
    }
}
