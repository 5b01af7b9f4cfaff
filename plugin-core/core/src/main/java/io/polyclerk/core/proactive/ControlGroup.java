package io.polyclerk.core.proactive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Who gets nothing, so that one can tell what the others would have done anyhow. The same shopper always falls on the same side, on every
 * node and after a restart, and a larger share keeps those who were spared before.
 */
final class ControlGroup {

    private static final int PARTS = 10_000;
    private static final int OF_ONE_PERCENT = PARTS / 100;

    private ControlGroup() {}

    /** @param shopper tells shoppers of a merchant apart */
    static boolean holds(String merchant, Occasion occasion, String shopper, int percent) {
        return place(merchant + "\n" + occasion.wireName() + "\n" + shopper) < percent * OF_ONE_PERCENT;
    }

    private static long place(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), PARTS);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
