package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.ToDo;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that share a database, and what becomes of the work of those that died. Each conversation names the node that works on it; each node
 * renews a lease, and the work of one whose lease has ended belongs to whoever asks first. Thread-safe.
 */
public final class Nodes {

    /** What is being sent while a node starts may be another's; a node takes longer to start than that. */
    private static final Duration SENDING_ELSEWHERE = Duration.ofSeconds(5);

    private static final String LEASE = "node ";

    private final Database database;
    private final Clock clock;
    private final Duration life;

    /** A conversation with something to do, and the node that is gone. */
    private record Orphan(String conversation, @Nullable String node) {}

    /** @param life how long a sign of life is good */
    public Nodes(Database database, Clock clock, Duration life) {
        this.database = database;
        this.clock = clock;
        this.life = life;
    }

    public Duration life() {
        return life;
    }

    /** Gives a sign of life. */
    public void beat() {
        Instant until = clock.instant().plus(life);
        database.write(session -> {
            String name = LEASE + session.node();
            int known = session.update("update lease set expires_at = ? where name = ?", until, name);
            return known == 1
                    ? known
                    : session.update(
                            "insert into lease (name, owner, expires_at) values (?, ?, ?) on conflict do nothing",
                            name,
                            session.node(),
                            until);
        });
    }

    /** Work that is left may be taken up by others at once. */
    public void leave() {
        database.write(session -> session.update("delete from lease where name = ?", LEASE + session.node()));
    }

    /** What this node itself left behind when it ended, and what nobody was named for. @return what is this node's now */
    public List<ConversationId> takeUpOwn() {
        return taken(database.read(session -> session.all(
                "select id, node from conversation where id in (" + SqlTurnStore.UNFINISHED
                        + ") and (node is null or node = ?)",
                row -> new Orphan(row.getString(1), row.getString(2)),
                session.node())));
    }

    /** What nodes without a sign of life left behind. @return what is this node's now */
    public List<ConversationId> takeOver() {
        return taken(database.read(session -> session.all(
                "select id, node from conversation where id in (" + SqlTurnStore.UNFINISHED
                        + ") and node is not null and node <> ? and not exists ("
                        + "select 1 from lease where name = concat('" + LEASE
                        + "', conversation.node) and expires_at > ?)",
                row -> new Orphan(row.getString(1), row.getString(2)),
                session.node(),
                clock.instant())));
    }

    private List<ConversationId> taken(List<Orphan> orphans) {
        return orphans.isEmpty()
                ? List.of()
                : database.write(session -> {
                    List<ConversationId> mine = new ArrayList<>();
                    for (Orphan orphan : orphans) {
                        // Another node may have been faster between reading and writing.
                        if (take(session, orphan)) {
                            mine.add(new ConversationId(orphan.conversation()));
                        }
                    }
                    return mine;
                });
    }

    private boolean take(Session session, Orphan orphan) throws SQLException {
        String node = orphan.node();
        int taken = node == null
                ? session.update(
                        "update conversation set node = ? where id = ? and node is null",
                        session.node(),
                        orphan.conversation())
                : session.update(
                        "update conversation set node = ? where id = ? and node = ?",
                        session.node(),
                        orphan.conversation(),
                        node);
        if (taken == 0) {
            return false;
        }
        session.update(
                """
                update message set state = ?, uncertain = true
                where conversation_id = ? and pending = ? and state = ? and sent_at < ?""",
                DeliveryState.READY.name(),
                orphan.conversation(),
                ToDo.SENDING,
                DeliveryState.SENDING.name(),
                clock.instant().minus(SENDING_ELSEWHERE));
        return true;
    }
}
