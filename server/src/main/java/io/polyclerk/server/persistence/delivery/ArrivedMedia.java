package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.media.MediaState;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.spi.message.Content;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Notes the files of a message that was just stored, in the same unit of work: none is forgotten, whatever happens next. */
final class ArrivedMedia {

    private final Session session;
    private final Instant now;

    ArrivedMedia(Session session, Instant now) {
        this.session = session;
        this.now = now;
    }

    static boolean hasMedia(List<Content> contents) {
        return contents.stream().anyMatch(content -> content instanceof Content.Media);
    }

    void note(ConversationId conversation, String connection, long message, List<Content> contents)
            throws SQLException {
        for (int place = 0; place < contents.size(); place++) {
            if (contents.get(place) instanceof Content.Media media) {
                session.update(
                        """
                        insert into media_file (message_id, conversation_id, connection_id, place, media_id, reference, state,
                          not_before, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                        message,
                        conversation.value(),
                        connection,
                        place,
                        Keys.of(media.media().id()),
                        Json.write(media.media()),
                        MediaState.ARRIVING.name(),
                        now,
                        now);
            }
        }
    }

    /** The message was changed or taken back: what was kept of it ends now. */
    void end(long message) throws SQLException {
        session.update(
                "update media_file set state = ?, keep_until = ? where message_id = ?",
                MediaState.EXPIRED.name(),
                now,
                message);
    }
}
