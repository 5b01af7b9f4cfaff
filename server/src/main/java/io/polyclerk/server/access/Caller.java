package io.polyclerk.server.access;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param tokenId id of the token, {@code admin} for the first administrator's
 * @param merchant whose things alone the caller sees; null for all
 */
public record Caller(String tokenId, Role role, @Nullable String merchant) {

    /** Whether what belongs to this merchant is there for the caller. */
    public boolean sees(@Nullable String owner) {
        return merchant == null || merchant.equals(owner);
    }
}
