package io.polyclerk.server.persistence.desk;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.server.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who has a conversation open at this moment, so that two agents do not answer at once. Thread-safe. */
public final class Presence {

    /** A page renews its row three times in this time; one that is closed is gone soon. */
    private static final Duration FRESH = Duration.ofSeconds(25);

    private final Database database;

    public Presence(Database database) {
        this.database = database;
    }

    /** @param actor id of the token @param writing whether they write an answer */
    public record Present(String actor, boolean writing) {}

    /** Says that somebody is there, and tells who else is. Empty for a conversation that does not exist. */
    public List<Present> renew(ConversationId conversation, String actor, boolean writing, Instant now) {
        database.write(session -> {
            int known = session.update(
                    "update presence set writing = ?, at = ? where conversation_id = ? and actor = ?",
                    writing,
                    now,
                    conversation.value(),
                    actor);
            return known == 1 || session.update("""
                            insert into presence (conversation_id, actor, writing, at)
                            select id, ?, ?, ? from conversation where id = ? on conflict do nothing""", actor, writing, now, conversation.value()) == 1;
        });
        return database.read(session -> session.all(
                "select actor, writing from presence where conversation_id = ? and actor <> ? and at > ? order by actor",
                row -> new Present(row.getString("actor"), row.getBoolean("writing")),
                conversation.value(),
                actor,
                now.minus(FRESH)));
    }

    /** Somebody has gone. */
    public void leave(ConversationId conversation, String actor) {
        database.write(session -> session.update(
                "delete from presence where conversation_id = ? and actor = ?", conversation.value(), actor));
    }
}
