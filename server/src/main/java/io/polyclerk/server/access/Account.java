package io.polyclerk.server.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who signs in with a password.
 *
 * @param login what the person types, such as an e-mail address; lower case, unique on the server
 * @param merchant whose things alone the person sees; null for all
 * @param locked whether the person may not sign in now
 */
public record Account(
        String id,
        String login,
        String name,
        Role role,
        @Nullable String merchant,
        boolean locked,
        Instant createdAt) {}
