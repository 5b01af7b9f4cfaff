package io.polyclerk.core.action;

import java.security.SecureRandom;
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

    @Override
    public String toString() {
        return value;
    }
}
