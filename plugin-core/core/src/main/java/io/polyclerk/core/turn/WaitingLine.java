package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.hours.OpeningHours;

/** The shoppers who wait for a human, and when humans come to them. Thread-safe. */
@FunctionalInterface
public interface WaitingLine {

    /** Nobody ever waits. */
    WaitingLine EMPTY = (merchant, conversation) -> 0;

    /** How many of a merchant's shoppers wait before this one. */
    int ahead(String merchant, ConversationId conversation);

    /** When humans of a merchant answer. */
    default OpeningHours hours(String merchant) {
        return OpeningHours.ALWAYS;
    }
}
