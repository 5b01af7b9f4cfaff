package io.polyclerk.server.replay;

/** What the bot would have made of a message, from the best to the worst. */
public enum Outcome {
    /** It would have answered. */
    CLOSED,
    /** It would have asked back, for proof or for what is missing. */
    ASKED,
    /** It would have offered what it thinks possible. */
    UNCLEAR,
    /** It would have fetched a human or left a ticket. */
    HANDED_OVER
}
