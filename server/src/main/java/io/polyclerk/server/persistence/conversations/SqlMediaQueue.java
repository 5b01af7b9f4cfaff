package io.polyclerk.server.persistence.conversations;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.media.ArrivingFile;
import io.polyclerk.core.media.KeptFile;
import io.polyclerk.core.media.MediaQueue;
import io.polyclerk.core.media.MediaState;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.MediaRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps which files have to be fetched. */
public final class SqlMediaQueue implements MediaQueue {

    private static final int LONGEST_REASON = 1000;
    /** A turn that waits looks again after this. Nobody wakes it: that would cut a burst of messages short. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final Database database;
    private final Duration keep;

    /** @param keep how long files are kept */
    public SqlMediaQueue(Database database, Duration keep) {
        this.database = database;
        this.keep = keep;
    }

    private record Due(ArrivingFile file, Instant notBefore) {}

    @Override
    public List<ArrivingFile> claim(Instant now, int limit, Duration lease) {
        List<Due> due = due(now, limit);
        return due.isEmpty()
                ? List.of()
                : database.write(session -> {
                    List<ArrivingFile> claimed = new ArrayList<>();
                    for (Due one : due) {
                        // Another node may have been faster between reading and writing.
                        int mine = session.update(
                                """
                                update media_file set not_before = ?, attempts = attempts + 1
                                where id = ? and state = ? and not_before = ?""", now.plus(lease), one.file().id(), MediaState.ARRIVING.name(), one.notBefore());
                        if (mine == 1) {
                            claimed.add(one.file());
                        }
                    }
                    return claimed;
                });
    }

    private List<Due> due(Instant now, int limit) {
        return database.read(
                session -> session.all("""
                select id, conversation_id, connection_id, reference, attempts, not_before from media_file
                where state = ? and not_before <= ? order by not_before, id fetch first %d rows only""".formatted(limit), SqlMediaQueue::due, MediaState.ARRIVING.name(), now));
    }

    private static Due due(ResultSet row) throws SQLException {
        ArrivingFile file = new ArrivingFile(
                row.getLong("id"),
                new ConversationId(row.getString("conversation_id")),
                new ConnectionId(row.getString("connection_id")),
                Json.read(row.getString("reference"), MediaRef.class),
                row.getInt("attempts"));
        return new Due(file, Session.requiredInstant(row, "not_before"));
    }

    @Override
    public boolean kept(long id, KeptFile file, Instant at) {
        return database.write(session -> session.update(
                        """
                        update media_file set state = ?, file = ?, content_type = ?, bytes = ?, sha256 = ?, reason = null,
                          keep_until = ? where id = ? and state = ?""",
                        MediaState.KEPT.name(),
                        file.name(),
                        Keys.text(file.contentType(), 128),
                        file.bytes(),
                        file.sha256(),
                        at.plus(keep),
                        id,
                        MediaState.ARRIVING.name()))
                == 1;
    }

    @Override
    public void again(long id, Instant notBefore, String reason) {
        database.write(session -> session.update(
                "update media_file set not_before = ?, reason = ? where id = ? and state = ?",
                notBefore,
                Keys.text(reason, LONGEST_REASON),
                id,
                MediaState.ARRIVING.name()));
    }

    @Override
    public void lost(long id, MediaState state, String reason) {
        database.write(session -> session.update(
                "update media_file set state = ?, reason = ? where id = ? and state = ?",
                state.name(),
                Keys.text(reason, LONGEST_REASON),
                id,
                MediaState.ARRIVING.name()));
    }

    @Override
    public Optional<Instant> arriving(ConversationId conversation, Instant now, Duration patience) {
        Optional<Instant> youngest = database.read(session -> session.first(
                        "select max(created_at) as youngest from media_file where conversation_id = ? and state = ?",
                        row -> Optional.ofNullable(Session.instant(row, "youngest")),
                        conversation.value(),
                        MediaState.ARRIVING.name()))
                .flatMap(found -> found);
        Instant end = youngest.orElse(Instant.EPOCH).plus(patience);
        if (youngest.isEmpty() || !end.isAfter(now)) {
            return Optional.empty();
        }
        Instant soon = now.plus(LOOK_AGAIN);
        return Optional.of(soon.isBefore(end) ? soon : end);
    }
}
