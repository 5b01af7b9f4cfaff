package io.polyclerk.server.connections;

/** One thing that is wrong with what was given. @param field its path, such as {@code settings.botToken} */
public record Violation(String field, String problem) {}
