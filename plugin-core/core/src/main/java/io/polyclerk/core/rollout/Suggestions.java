package io.polyclerk.core.rollout;

import io.polyclerk.core.conversation.ConversationId;
import java.time.Instant;

/** Where suggestions wait for a human; each conversation has at most one, the newest. Thread-safe. */
@FunctionalInterface
public interface Suggestions {

    /** Puts a suggestion in place of an earlier one. Doing it twice is as good as once. */
    void keep(ConversationId conversation, Suggestion suggestion, Instant at);
}
