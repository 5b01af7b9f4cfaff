package io.polyclerk.server.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that was given out; its secret is known to its bearer only.
 *
 * @param name what it is for
 * @param merchant whose things alone it opens; null for all
 */
public record ApiToken(
        String id,
        String name,
        Role role,
        Instant createdAt,
        @Nullable String merchant) {}
