package io.polyclerk.core.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address that a shopper wrote before they named an order. It counts as proof of the order that they name next, once: as if both had been
 * written in one message. The address itself is not kept, only what tells whether another one is the same.
 *
 * @param sender who wrote it
 * @param salt of the hash, in hexadecimal digits
 * @param hash SHA-256 of salt and address, in hexadecimal digits
 * @param at when it was written; null where an earlier version kept it, which did not say
 */
public record OfferedEmail(
        String sender, String salt, String hash, @Nullable Instant at) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT = 16;

    /** One that was just written. */
    public static OfferedEmail of(String sender, String address, Instant now) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        String written = HexFormat.of().formatHex(salt);
        return new OfferedEmail(sender, written, hash(written, address), now);
    }

    /** Whether it still counts. Nothing that is said since makes it younger. @param counts how long one does */
    public boolean counts(Instant now, Duration counts) {
        return at != null && at.plus(counts).isAfter(now);
    }

    /** Whether it is the address that a store holds. */
    public boolean is(@Nullable String held) {
        return held != null
                && !held.isBlank()
                && MessageDigest.isEqual(
                        hash.getBytes(StandardCharsets.US_ASCII),
                        hash(salt, held).getBytes(StandardCharsets.US_ASCII));
    }

    private static String hash(String salt, String address) {
        try {
            byte[] bytes = (salt + ProofMatcher.lower(address.strip())).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
