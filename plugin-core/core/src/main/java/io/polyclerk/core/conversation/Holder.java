package io.polyclerk.core.conversation;

/** Who answers the next message of a conversation. It changes by {@link Takeover} alone. */
public enum Holder {
    /** The bot answers by itself, as far as its merchant lets it. */
    BOT,
    /** The shopper was promised a human; the bot is silent. */
    WAITING_FOR_AGENT,
    /** A human answers; the bot is silent. */
    AGENT
}
