package io.polyclerk.adapter.whatsapp;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body that is neither larger nor slower than allowed and, where a checksum is known, is what it should be. The HTTP
 * client's own time limit ends with the headers, so a body could trickle for ever.
 */
final class LimitedStream extends InputStream {

    private final InputStream source;
    private final CompletableFuture<Void> alarm;
    private final MessageDigest digest = sha256();
    private final byte @Nullable [] expected;
    private final long most;
    private long count;
    private @Nullable Boolean genuine;

    LimitedStream(InputStream source, long most, Duration patience, byte @Nullable [] expected) {
        this.source = source;
        this.most = most;
        this.expected = expected;
        // Closing the source wakes up who reads from it.
        alarm = CompletableFuture.runAsync(
                this::closeLate, CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** A checksum as WhatsApp writes it: base64 in webhooks, hexadecimal from the media API. Null when it is neither. */
    static byte @Nullable [] checksum(@Nullable String written) {
        if (written == null) {
            return null;
        }
        try {
            byte[] bytes = written.length() == 64
                    ? HexFormat.of().parseHex(written)
                    : Base64.getDecoder().decode(written);
            return bytes.length == 32 ? bytes : null;
        } catch (IllegalArgumentException ofAnotherForm) {
            return null;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = source.read(buffer, offset, length);
        if (read < 0) {
            requireWhole();
            return read;
        }
        count += read;
        if (count > most) {
            throw new IOException("the answer is larger than allowed");
        }
        digest.update(buffer, offset, read);
        return read;
    }

    private void requireWhole() throws IOException {
        if (genuine == null) {
            genuine = expected == null || MessageDigest.isEqual(digest.digest(), expected);
        }
        if (!genuine) {
            throw new IOException("the file is not the one that was sent");
        }
    }

    private void closeLate() {
        try {
            source.close();
        } catch (IOException alreadyBroken) {
            // The reader learns of it by itself.
        }
    }

    @Override
    public void close() throws IOException {
        alarm.cancel(false);
        source.close();
    }
}
