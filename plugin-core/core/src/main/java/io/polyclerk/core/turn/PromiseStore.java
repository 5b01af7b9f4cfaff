package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.understanding.Intent;
import java.time.Instant;
import java.util.List;

/** What shoppers were promised while a store could not be reached. A promise is made with its ticket. Thread-safe. */
public interface PromiseStore {

    /** Conversations with a promise whose time has come, those that have waited longest first. */
    List<Promise> due(Instant now, int most);

    /** The store is still away. */
    void postpone(ConversationId conversation, Instant due);

    /** All promises of a conversation are kept, or somebody else answers. */
    void end(ConversationId conversation);

    /**
     * A conversation that waits.
     *
     * @param intent what was wanted last
     * @param madeAt when the first of its promises was made
     * @param tries how often the store was looked for in vain
     */
    record Promise(ConversationId conversation, String merchant, Intent intent, Instant madeAt, int tries) {}
}
