package io.polyclerk.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What opens a shop for a while. Never printed.
 *
 * @param token the secret that calls carry
 * @param until when it ends; null when it does not
 * @param refreshToken makes the next one, once; null when there is none
 * @param refreshUntil when that ends; null when it does not
 * @param scopes what it allows, in the platform's own words
 */
@Incubating
public record Credential(
        String token,
        @Nullable Instant until,
        @Nullable String refreshToken,
        @Nullable Instant refreshUntil,
        String scopes) {

    @Override
    public String toString() {
        return "Credential[until " + until + "]";
    }
}
