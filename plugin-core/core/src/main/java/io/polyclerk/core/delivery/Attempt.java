package io.polyclerk.core.delivery;

/** Whether a message may be tried that a moment ago was waiting. */
public enum Attempt {
    /** The try is recorded: go on. */
    BEGUN,
    /** A human has taken the conversation over meanwhile, and it was the bot's: it is not said. */
    WITHDRAWN,
    /** Somebody else is trying it. */
    ELSEWHERE
}
