package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.budget.History;
import io.polyclerk.core.budget.HistoryStore;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.spi.ReplyLaw;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads from the stored messages what a channel's law asks for. */
public final class SqlHistoryStore implements HistoryStore {

    /** No law looks further back than this many messages; what is older cannot matter. */
    private static final int MOST = 200;

    private final Database database;

    public SqlHistoryStore(Database database) {
        this.database = database;
    }

    @Override
    public History history(ConversationId conversation, Instant since) {
        return database.read(session -> {
            Map<String, Instant> opened = opened(session, conversation);
            Instant written = opened.remove("");
            Instant earliest = opened.values().stream().min(Instant::compareTo).orElse(since);
            Instant from = earlier(earlier(since, earliest), written);
            return new History(written, opened, said(session, conversation, from));
        });
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }

    /** By the name of the window; the ordinary one has none. A platform's clock that runs ahead of ours opens nothing for longer. */
    private static Map<String, Instant> opened(Session session, ConversationId conversation) throws SQLException {
        Map<String, Instant> opened = new HashMap<>();
        session.all(
                        """
                        select coalesce(opens, '') as opens, max(case when sent_at < at then sent_at else at end) as opened
                        from message where conversation_id = ? and author = ? and (opens is null or opens <> ?)
                        group by coalesce(opens, '')""",
                        row -> Map.entry(row.getString("opens"), Session.requiredInstant(row, "opened")),
                        conversation.value(),
                        Author.SHOPPER.stored(),
                        ReplyLaw.NOTHING)
                .forEach(entry -> opened.put(entry.getKey(), entry.getValue()));
        return opened;
    }

    private record Said(Instant at, int times) {}

    /** What the platform refused for good did not count there; what is uncertain may have counted each time. */
    private static List<Instant> said(Session session, ConversationId conversation, Instant from) throws SQLException {
        List<Said> newestFirst = session.all(
                """
                select sent_at, case when uncertain then attempts else 1 end as times from message
                where conversation_id = ? and author <> ? and attempts > 0 and sent_at >= ?
                  and (uncertain or platform_message_id is not null or state in ('SENDING', 'SENT', 'DELIVERED', 'READ'))
                order by id desc fetch first %d rows only""".formatted(MOST),
                row -> new Said(Session.requiredInstant(row, "sent_at"), row.getInt("times")),
                conversation.value(),
                Author.SHOPPER.stored(),
                from);
        List<Instant> said = new ArrayList<>();
        newestFirst.forEach(one -> {
            for (int i = 0; i < one.times(); i++) {
                said.add(one.at());
            }
        });
        said.sort(Instant::compareTo);
        return said;
    }
}
