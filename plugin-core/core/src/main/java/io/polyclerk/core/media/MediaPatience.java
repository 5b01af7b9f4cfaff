package io.polyclerk.core.media;

import io.polyclerk.core.conversation.ConversationId;
import java.time.Instant;
import java.util.Optional;

/** Decides whether a turn waits for files that are still being fetched. Thread-safe. */
@FunctionalInterface
public interface MediaPatience {

    /** Never waits. */
    MediaPatience NONE = conversation -> Optional.empty();

    /** @return when to look again; empty when the turn may begin, with or without the files */
    Optional<Instant> lookAgain(ConversationId conversation);
}
