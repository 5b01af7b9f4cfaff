package io.polyclerk.support;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 with a secret that is a text, and comparing in the same time wherever two differ. */
public final class Hmac {

    private static final int BYTES = 32;

    private Hmac() {}

    public static byte[] of(byte[] content, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Whether a signature in Base64 is the one of this content. Text that is no Base64 is not. */
    public static boolean isSigned(byte[] content, String base64, String secret) {
        try {
            return isEqual(Base64.getDecoder().decode(base64.strip()), of(content, secret));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    public static boolean isEqual(byte[] given, byte[] wanted) {
        return given.length == BYTES && MessageDigest.isEqual(given, wanted);
    }
}
