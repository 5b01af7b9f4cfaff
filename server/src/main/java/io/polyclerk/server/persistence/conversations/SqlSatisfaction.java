package io.polyclerk.server.persistence.conversations;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.satisfaction.SatisfactionStore;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.metrics.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Keeps who was asked with the conversation, and what they said as an event. */
public final class SqlSatisfaction implements SatisfactionStore {

    /** Who comes back within a week is still talking about the same thing. */
    private static final Duration AGAIN = Duration.ofDays(7);

    private final Database database;

    public SqlSatisfaction(Database database) {
        this.database = database;
    }

    @Override
    public boolean isDue(ConversationId conversation, Instant now) {
        return database.read(session -> session.first(
                        """
                select id from conversation c where id = ? and (rating_asked_at is null or rating_asked_at < ?)
                  and exists (select 1 from message m where m.conversation_id = c.id and m.author = ?)
                  and not exists (select 1 from ticket t where t.conversation_id = c.id and t.state = 'OPEN')""", row -> row.getString(1), conversation.value(), now.minus(AGAIN), Author.BOT.stored())
                .isPresent());
    }

    @Override
    public void asked(ConversationId conversation, Instant at) {
        database.write(session ->
                session.update("update conversation set rating_asked_at = ? where id = ?", at, conversation.value()));
    }

    @Override
    public void rated(ConversationId conversation, int score, Instant at) {
        database.write(session -> {
            String merchant = session.first(
                            "select merchant from conversation where id = ?",
                            row -> row.getString(1),
                            conversation.value())
                    .orElseThrow();
            Events.insert(session, at, merchant, conversation, "rating", Map.of("score", score));
            return true;
        });
    }
}
