package io.polyclerk.core.conversation;

import io.polyclerk.core.identity.Level;
import io.polyclerk.core.identity.OfferedEmail;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What senders of a conversation have proven.
 *
 * @param proofs what was proven, by key of the order and sender
 * @param failedProofs wrong proofs in a row
 * @param lockedUntil no proof is looked at before; null when not locked
 * @param code a code that was sent and not typed yet; null when there is none
 * @param offered an address that was written before an order was named; null when none was
 */
public record Trust(
        Map<String, Proof> proofs,
        int failedProofs,
        @Nullable Instant lockedUntil,
        @Nullable SentCode code,
        @Nullable OfferedEmail offered) {

    static final Trust NONE = new Trust(Map.of(), 0, null, null, null);

    public Trust {
        // What an earlier version stored lacks these: it asks for proof once more.
        proofs = Map.copyOf(Objects.requireNonNullElse(proofs, Map.of()));
    }

    /** That an order is a sender's. @param at when it was proven */
    public record Proof(Level level, Instant at) {}

    /**
     * A code that was sent.
     *
     * @param order key of the order that it is for
     * @param hash of the code; the code itself is kept nowhere
     * @param tries how often something else was typed
     */
    public record SentCode(String order, String hash, Instant expiresAt, int tries) {

        public SentCode tried() {
            return new SentCode(order, hash, expiresAt, tries + 1);
        }
    }

    /** What a sender has proven for an order; null when nothing. */
    public @Nullable Proof of(String orderKey, String sender) {
        return proofs.get(name(orderKey, sender));
    }

    Trust proven(String orderKey, String sender, Level level, Instant at) {
        Map<String, Proof> more = new TreeMap<>(proofs);
        more.put(name(orderKey, sender), new Proof(level, at));
        return new Trust(more, 0, null, null, null);
    }

    Trust failed(@Nullable Instant lock) {
        return new Trust(proofs, lock == null ? failedProofs + 1 : 0, lock, code, null);
    }

    Trust sent(@Nullable SentCode newCode) {
        return new Trust(proofs, failedProofs, lockedUntil, newCode, offered);
    }

    /** Without an address that was written too long ago. */
    Trust recalled(Instant now, Duration wishesKept) {
        return offered == null || offered.counts(now, wishesKept) ? this : offering(null);
    }

    Trust offering(@Nullable OfferedEmail email) {
        return new Trust(proofs, failedProofs, lockedUntil, code, email);
    }

    private static String name(String orderKey, String sender) {
        return orderKey + " " + sender;
    }
}
