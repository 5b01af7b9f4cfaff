package io.polyclerk.adapter.webchat;

import io.polyclerk.spi.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a browser's secret token stands for. The token itself never leaves this class: the chat id is a hash of it, so neither messages
 * nor logs hold anything with which somebody else could speak in the chat. Immutable.
 */
final class WebchatSession {

    static final String HEADER = "X-Chat-Session";

    /** 32 random bytes in base64url without padding. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final Pattern UPLOAD = Pattern.compile("[0-9a-f]{32}");
    private static final int CHAT_ID_LENGTH = 22;
    private static final int UPLOAD_RANDOM_LENGTH = 16;
    private static final int UPLOAD_SEAL_BYTES = 8;

    private final byte[] token;
    private final String chatId;

    private WebchatSession(String token) {
        this.token = token.getBytes(StandardCharsets.US_ASCII);
        this.chatId = "w"
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(sha256(this.token))
                        .substring(0, CHAT_ID_LENGTH);
    }

    /** The session of a request; empty when it carries no token or something that cannot be one. */
    static Optional<WebchatSession> of(WebhookRequest request) {
        @Nullable String token = request.header(HEADER);
        return token == null || !TOKEN.matcher(token).matches()
                ? Optional.empty()
                : Optional.of(new WebchatSession(token));
    }

    /** The chat, as core and the server know it. */
    String chatId() {
        return chatId;
    }

    /** Whether this session made the upload: the second half of the id is a seal with the token over the first half. */
    boolean made(String uploadId) {
        if (!UPLOAD.matcher(uploadId).matches()) {
            return false;
        }
        String seal = sealOf(uploadId.substring(0, UPLOAD_RANDOM_LENGTH));
        return MessageDigest.isEqual(
                seal.getBytes(StandardCharsets.US_ASCII),
                uploadId.substring(UPLOAD_RANDOM_LENGTH).getBytes(StandardCharsets.US_ASCII));
    }

    private String sealOf(String random) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token, "HmacSHA256"));
            byte[] seal = mac.doFinal(random.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(seal, 0, UPLOAD_SEAL_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "WebchatSession[" + chatId + "]";
    }
}
