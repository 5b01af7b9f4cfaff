package io.polyclerk.core.delivery;

import io.polyclerk.core.conversation.ConversationId;

/** Makes the bot look at a conversation although no shopper has written: an agent's words wait to be sent, or the bot has it back. */
@FunctionalInterface
public interface Waker {

    /** Returns at once; the work is done by another thread, or found again after a restart. */
    void wake(ConversationId conversation);
}
