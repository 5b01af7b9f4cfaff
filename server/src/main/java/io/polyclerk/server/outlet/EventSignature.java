package io.polyclerk.server.outlet;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs events as Standard Webhooks 1.0.0 (standardwebhooks.com, read 2026-11-26) has it: HMAC-SHA256 over id, time and body. */
final class EventSignature {

    private static final String ALGORITHM = "HmacSHA256";
    static final String PREFIX = "whsec_";

    private EventSignature() {}

    /**
     * @param secret {@code whsec_} and the key in base64
     * @param seconds since 1970
     * @return for the header {@code webhook-signature}
     */
    static String of(String secret, String id, long seconds, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), ALGORITHM));
            byte[] signed = mac.doFinal((id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
