package io.polyclerk.core.media;

import io.polyclerk.core.conversation.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which files have to be fetched, and what became of them. Thread-safe; every write is durable when it returns. */
public interface MediaQueue {

    /**
     * Files whose time has come, oldest first. They are this caller's until {@code lease} has passed: another node, or this one after a
     * crash, gets them then.
     */
    List<ArrivingFile> claim(Instant now, int limit, Duration lease);

    /** It was fetched. @return false when nobody wants it any more, as after the shopper took the message back */
    boolean kept(long id, KeptFile file, Instant at);

    /** It did not come and is tried again. */
    void again(long id, Instant notBefore, String reason);

    /** Nobody tries any more. @param state why: gone, too large or expired @param reason for the log; holds no personal data */
    void lost(long id, MediaState state, String reason);

    /**
     * Whether a turn should still wait for files of a conversation.
     *
     * @param patience how long after a message its files are waited for
     * @return when to look again; empty when there is nothing to wait for
     */
    Optional<Instant> arriving(ConversationId conversation, Instant now, Duration patience);
}
