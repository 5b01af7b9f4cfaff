package io.polyclerk.server.access;

import java.time.Instant;

/** A token that was given out; its secret is known to its bearer only. @param name what it is for */
public record ApiToken(String id, String name, Role role, Instant createdAt) {}
