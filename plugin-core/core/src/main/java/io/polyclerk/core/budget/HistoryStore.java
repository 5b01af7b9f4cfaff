package io.polyclerk.core.budget;

import io.polyclerk.core.conversation.ConversationId;
import java.time.Instant;

/** Reads what was said in a conversation. Thread-safe. */
@FunctionalInterface
public interface HistoryStore {

    /** @param since what was said before does not matter, unless it was said after the shopper last wrote */
    History history(ConversationId conversation, Instant since);
}
