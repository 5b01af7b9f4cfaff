package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookRequest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import me.chanjar.weixin.common.util.crypto.PKCS7Encoder;
import me.chanjar.weixin.common.util.crypto.SHA1;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.jspecify.annotations.Nullable;

/**
 * Tells genuine pushes from forged ones and takes them out of their encryption. With a key only encrypted pushes count: in the plain
 * mode the signature does not cover the body, so taking both would let anybody choose the weaker one.
 *
 * <p>The client library decrypts too, but does not look at whom a message was encrypted for.
 */
final class WeChatEnvelope {

    /** A signature that was seen once is good for anybody who saw it, so it does not stay good for long. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private static final int KEY_LENGTH = 43;
    private static final int RANDOM_BYTES = 16;

    private final String token;
    private final byte @Nullable [] key;
    private final @Nullable String encodingAesKey;
    private final String receiver;
    private final boolean encryptedHandshake;

    /** What a request turned out to be. */
    sealed interface Opened {
        /** The platform asks whether we are there. */
        record Handshake(String answer) implements Opened {}

        record Push(Map<String, String> fields) implements Opened {}

        record Refused(int status, String reason) implements Opened {}
    }

    private WeChatEnvelope(String token, @Nullable String encodingAesKey, String receiver, boolean encryptedHandshake) {
        this.token = token;
        this.encodingAesKey = encodingAesKey;
        this.key = encodingAesKey == null ? null : key(encodingAesKey);
        this.receiver = receiver;
        this.encryptedHandshake = encryptedHandshake;
    }

    /** Official accounts and mini programs; the key is null in plain mode. */
    static WeChatEnvelope ofAccount(String token, @Nullable String encodingAesKey, String appId) {
        return new WeChatEnvelope(token, encodingAesKey, appId, false);
    }

    /** WeCom encrypts everything, the handshake too. */
    static WeChatEnvelope ofCorporation(String token, String encodingAesKey, String corpId) {
        return new WeChatEnvelope(token, encodingAesKey, corpId, true);
    }

    private static byte[] key(String encodingAesKey) {
        try {
            if (encodingAesKey.length() == KEY_LENGTH) {
                return Base64.getDecoder().decode(encodingAesKey + "=");
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below, without the key.
        }
        throw new AdapterException.CredentialsRejected(
                "encodingAesKey must be the 43 letters and digits that the platform's console shows");
    }

    Opened open(WebhookRequest request) {
        String stale = staleness(request);
        if (stale != null) {
            return new Opened.Refused(401, stale);
        }
        return switch (request.method()) {
            case "GET" -> handshake(request);
            case "POST" -> push(request);
            default -> new Opened.Refused(405, "pushes are posted");
        };
    }

    private static @Nullable String staleness(WebhookRequest request) {
        try {
            Instant signedAt = Instant.ofEpochSecond(Long.parseLong(parameter(request, "timestamp")));
            boolean fresh =
                    Duration.between(signedAt, request.receivedAt()).abs().compareTo(FRESH) <= 0;
            return fresh ? null : "signed too long ago";
        } catch (ArithmeticException | java.time.DateTimeException | NumberFormatException noTime) {
            return "no time of signing";
        }
    }

    private Opened handshake(WebhookRequest request) {
        String echo = parameter(request, "echostr");
        if (!encryptedHandshake) {
            return isSigned(request, "signature")
                    ? new Opened.Handshake(echo)
                    : new Opened.Refused(401, "signature missing or wrong");
        }
        // Base64 has plus signs, which an address that was put together carelessly turns into blanks.
        String cipherText = echo.replace(' ', '+');
        if (!isSigned(request, "msg_signature", cipherText)) {
            return new Opened.Refused(401, "signature missing or wrong");
        }
        return decrypted(cipherText)
                .<Opened>map(Opened.Handshake::new)
                .orElseGet(() -> new Opened.Refused(401, "not encrypted for us"));
    }

    private Opened push(WebhookRequest request) {
        if (key == null && !isSigned(request, "signature")) {
            return new Opened.Refused(401, "signature missing or wrong");
        }
        Optional<Map<String, String>> outer = WeChatFields.read(new String(request.body(), StandardCharsets.UTF_8));
        if (outer.isEmpty()) {
            return new Opened.Refused(400, "not readable");
        }
        String cipherText = outer.get().getOrDefault("Encrypt", "").strip();
        if (key == null) {
            // In the mode in which both come, the plain fields stand beside the encrypted ones.
            return outer.get().containsKey("MsgType")
                    ? new Opened.Push(outer.get())
                    : new Opened.Refused(400, "no message in it, or encrypted while encodingAesKey is not set");
        }
        if (!isSigned(request, "msg_signature", cipherText)) {
            return new Opened.Refused(401, "signature missing or wrong");
        }
        Optional<String> text = decrypted(cipherText);
        if (text.isEmpty()) {
            return new Opened.Refused(401, "not encrypted for us");
        }
        return WeChatFields.read(text.get())
                .<Opened>map(Opened.Push::new)
                .orElseGet(() -> new Opened.Refused(400, "not readable"));
    }

    /** A text as the answer to a push, in the form in which the push came. */
    WebhookAnswer answer(WebhookRequest request, String shopper, String words, Instant now) {
        String account =
                push(request) instanceof Opened.Push push ? push.fields().getOrDefault("ToUserName", "") : "";
        String xml = PassiveMessage.xml(shopper, account, now, words);
        return new WebhookAnswer(
                200,
                "application/xml",
                encodingAesKey == null ? xml : new WxCryptUtil(token, encodingAesKey, receiver).encrypt(xml));
    }

    private static String parameter(WebhookRequest request, String name) {
        String value = request.queryParameter(name);
        return value == null ? "" : value;
    }

    private boolean isSigned(WebhookRequest request, String signatureName, String... content) {
        String[] parts = Arrays.copyOf(content, content.length + 3);
        parts[content.length] = token;
        parts[content.length + 1] = parameter(request, "timestamp");
        parts[content.length + 2] = parameter(request, "nonce");
        if (Arrays.stream(parts).anyMatch(String::isEmpty)) {
            return false;
        }
        return MessageDigest.isEqual(
                SHA1.gen(parts).getBytes(StandardCharsets.UTF_8),
                parameter(request, signatureName).getBytes(StandardCharsets.UTF_8));
    }

    /** 16 random bytes, the length of the message, the message, and for whom it is. */
    private Optional<String> decrypted(String cipherText) {
        if (key == null) {
            return Optional.empty();
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, RANDOM_BYTES));
            byte[] padded = cipher.doFinal(Base64.getDecoder().decode(cipherText));
            ByteBuffer plain = ByteBuffer.wrap(PKCS7Encoder.decode(padded));
            plain.position(RANDOM_BYTES);
            byte[] message = new byte[Math.min(plain.getInt(), plain.remaining())];
            plain.get(message);
            boolean ours = StandardCharsets.UTF_8.decode(plain).toString().equals(receiver);
            return ours ? Optional.of(new String(message, StandardCharsets.UTF_8)) : Optional.empty();
        } catch (GeneralSecurityException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | BufferUnderflowException notOurs) {
            return Optional.empty();
        }
    }
}
