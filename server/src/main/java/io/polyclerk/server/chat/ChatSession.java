package io.polyclerk.server.chat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a browser's secret token stands for: a chat, and the files that were uploaded with it. The adapter of the chat computes the
 * same from the same protocol; nothing but the token is shared. Immutable.
 */
final class ChatSession {

    static final String HEADER = "X-Chat-Session";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern UPLOAD = Pattern.compile("[0-9a-f]{32}");
    private static final int CHAT_ID_LENGTH = 22;
    private static final int HALF_UPLOAD_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] token;

    private ChatSession(String token) {
        this.token = token.getBytes(StandardCharsets.US_ASCII);
    }

    /** Empty when the text cannot be a token. */
    static Optional<ChatSession> of(@Nullable String token) {
        return token == null || !TOKEN.matcher(token).matches()
                ? Optional.empty()
                : Optional.of(new ChatSession(token));
    }

    String chatId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token);
            return "w"
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .substring(0, CHAT_ID_LENGTH);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An id that only this session can use: random, followed by a seal over it. */
    String newUpload() {
        byte[] random = new byte[HALF_UPLOAD_BYTES];
        RANDOM.nextBytes(random);
        String first = HexFormat.of().formatHex(random);
        return first + sealOf(first);
    }

    boolean made(String upload) {
        if (!UPLOAD.matcher(upload).matches()) {
            return false;
        }
        String first = upload.substring(0, 2 * HALF_UPLOAD_BYTES);
        return MessageDigest.isEqual(
                (first + sealOf(first)).getBytes(StandardCharsets.US_ASCII),
                upload.getBytes(StandardCharsets.US_ASCII));
    }

    private String sealOf(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token, "HmacSHA256"));
            return HexFormat.of()
                    .formatHex(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)), 0, HALF_UPLOAD_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "ChatSession[" + chatId() + "]";
    }
}
