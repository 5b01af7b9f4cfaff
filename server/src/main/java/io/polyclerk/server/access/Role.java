package io.polyclerk.server.access;

/** What somebody may do. */
public enum Role {
    /** Everything: the owner of the shop, or who looks after the server. */
    ADMIN,
    /** What an agent does, and what the bot may do and knows; not who has access, and not what is connected. */
    MANAGER,
    /** Conversations and tickets. */
    AGENT,
    /** Numbers and what they come from, read only. */
    ANALYST
}
