package io.polyclerk.server.access;

/** What the bearer of a token may do. */
public enum Role {
    /** Everything. */
    ADMIN,
    /** Conversations and tickets. */
    AGENT,
    /** Numbers and what they come from, read only. */
    ANALYST
}
