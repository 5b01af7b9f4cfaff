package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.ConversationId;

/** How many shoppers wait for a human. Thread-safe. */
@FunctionalInterface
public interface WaitingLine {

    /** Nobody ever waits. */
    WaitingLine EMPTY = (merchant, conversation) -> 0;

    /** How many of a merchant's shoppers wait before this one. */
    int ahead(String merchant, ConversationId conversation);
}
