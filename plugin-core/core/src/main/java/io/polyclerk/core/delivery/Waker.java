package io.polyclerk.core.delivery;

import io.polyclerk.core.conversation.ConversationId;

/** Makes the bot look at a conversation although no shopper has written: an agent's words wait to be sent, or the bot has it back. */
@FunctionalInterface
public interface Waker {

    void wake(ConversationId conversation);
}
