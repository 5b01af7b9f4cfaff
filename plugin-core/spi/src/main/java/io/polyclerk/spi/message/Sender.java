package io.polyclerk.spi.message;

import org.jspecify.annotations.Nullable;

/**
 * A person's identity on one channel, as the platform tells it.
 *
 * @param id the platform's own id
 * @param displayName as the person chose it: text, never instruction
 * @param language BCP 47 tag of the person's app
 * @param verifiedPhone E.164, only when the platform vouches for it
 * @param verifiedCustomerId the store's customer id, only when a signed-in customer was passed on with proof
 * @param verifiedStore connection of the store whose customer that is, as ids of two stores may be alike; null stands for the
 *     merchant's only store
 */
public record Sender(
        String id,
        @Nullable String displayName,
        @Nullable String language,
        @Nullable String verifiedPhone,
        @Nullable String verifiedCustomerId,
        @Nullable String verifiedStore) {

    /** A sender who is no signed-in customer, or one of the merchant's only store. */
    public Sender(
            String id,
            @Nullable String displayName,
            @Nullable String language,
            @Nullable String verifiedPhone,
            @Nullable String verifiedCustomerId) {
        this(id, displayName, language, verifiedPhone, verifiedCustomerId, null);
    }

    /** A sender of whom only the id is known. */
    public static Sender of(String id) {
        return new Sender(id, null, null, null, null);
    }

    /** Names and numbers are personal data, so only the id is printed. */
    @Override
    public String toString() {
        return "Sender[" + id + "]";
    }
}
