package io.polyclerk.core.conversation;

/** Our own id of a conversation, given when its first event is stored. */
public record ConversationId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
