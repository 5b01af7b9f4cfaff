package io.polyclerk.server.access;

/** Who makes a request. @param tokenId id of the token, {@code admin} for the first administrator's */
public record Caller(String tokenId, Role role) {}
