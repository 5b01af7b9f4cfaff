package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Takeover;
import io.polyclerk.core.delivery.InboxStore;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps what came in. */
public final class SqlInboxStore implements InboxStore {

    private final Database database;
    private final Takeover takeover;

    /** @param takeover says when the bot comes back */
    public SqlInboxStore(Database database, Takeover takeover) {
        this.database = database;
        this.takeover = takeover;
    }

    @Override
    public Acceptance accept(
            ConnectionId connection, String merchant, List<ChannelEvent> events, @Nullable String cursor, Instant now) {
        return database.write(session -> {
            Set<ConversationId> awake = new LinkedHashSet<>();
            int duplicates = 0;
            for (ChannelEvent event : events) {
                ArrivedEvent arrived = new ArrivedEvent(session, merchant, takeover, now);
                switch (arrived.store(event)) {
                    case TURN_DUE -> awake.add(arrived.conversation());
                    case DUPLICATE -> duplicates++;
                    case NOTED -> {}
                }
            }
            if (cursor != null) {
                storeCursor(session, connection, cursor);
            }
            return new Acceptance(new ArrayList<>(awake), duplicates);
        });
    }

    private static void storeCursor(Session session, ConnectionId connection, String cursor) throws SQLException {
        int known = session.update(
                "update poll_cursor set cursor_value = ? where connection_id = ?", cursor, connection.value());
        if (known == 0) {
            session.update(
                    "insert into poll_cursor (connection_id, cursor_value) values (?, ?)", connection.value(), cursor);
        }
    }

    @Override
    public @Nullable String cursor(ConnectionId connection) {
        return database.read(session -> session.first(
                        "select cursor_value from poll_cursor where connection_id = ?",
                        row -> row.getString(1),
                        connection.value()))
                .orElse(null);
    }
}
