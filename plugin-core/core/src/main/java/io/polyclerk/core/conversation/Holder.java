package io.polyclerk.core.conversation;

/** Who answers in a conversation. */
public enum Holder {
    BOT,
    /** The shopper was promised a human; the bot is silent. */
    WAITING_FOR_AGENT,
    /** A human answers; the bot is silent. */
    AGENT
}
