package io.polyclerk.core.conversation;

import io.polyclerk.spi.message.ConversationKey;

/**
 * One chat on one connection.
 *
 * @param merchant whose shop it is about
 * @param memory what the bot remembers
 * @param version grows with every change; a change made on an older version is refused by the store
 */
public record Conversation(
        ConversationId id, ConversationKey key, String merchant, Holder holder, Memory memory, long version) {

    /** BCP 47 tag of what was spoken last; English before anything was. */
    public String language() {
        String spoken = memory.language();
        return spoken == null ? "en" : spoken;
    }

    public Conversation withHolder(Holder newHolder) {
        return new Conversation(id, key, merchant, newHolder, memory, version);
    }

    public Conversation withMemory(Memory newMemory) {
        return new Conversation(id, key, merchant, holder, newMemory, version);
    }
}
