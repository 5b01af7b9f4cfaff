package io.polyclerk.core.satisfaction;

import io.polyclerk.core.conversation.ConversationId;
import java.time.Instant;

/** Remembers who was asked and what they said. Thread-safe. */
public interface SatisfactionStore {

    /** Whether it is time to ask: the bot has answered, nothing is left open, and nobody has asked lately. */
    boolean isDue(ConversationId conversation, Instant now);

    /** The question is on its way. */
    void asked(ConversationId conversation, Instant at);

    /** The shopper has answered. Said twice it counts once: the last word of a contact holds. @param score 1 to 5 */
    void rated(ConversationId conversation, int score, Instant at);
}
