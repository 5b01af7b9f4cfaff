package io.polyclerk.core.action;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** Name of one row of the ledger, idempotency key of its write and value of its button: 128 random bits that nobody can guess. */
public record ActionId(String value) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    /** A new one. */
    public static ActionId random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new ActionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /**
     * The one that every try to do the same thing by itself arrives at: two conversations that lead to the same refund name one row.
     * Nobody can press it, as no button carries it.
     *
     * @param thing names what is done, to what, in which shop
     */
    public static ActionId ofThing(String thing) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(thing.getBytes(StandardCharsets.UTF_8));
            return new ActionId(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
