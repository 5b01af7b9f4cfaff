package io.polyclerk.adapter.whatsapp;

import io.polyclerk.spi.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhooks as the platform makes them: everything that is not ASCII is escaped before it is signed. */
final class Webhooks {

    static final String APP_SECRET = "app-secret";
    static final String VERIFY_TOKEN = "shop-verify-token";

    private Webhooks() {}

    static String envelope(String field, String value) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"102290129340398\",\"changes\":[{\"value\":{"
                + "\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"15550783881\","
                + "\"phone_number_id\":\"" + CloudApi.NUMBER + "\"}," + value + "},\"field\":\"" + field + "\"}]}]}";
    }

    /** A message of the shopper whose number is known. */
    static String message(String id, String fields) {
        return envelope(
                "messages",
                "\"contacts\":[{\"profile\":{\"name\":\"Sheena Nelson\"},\"wa_id\":\"16505551234\",\"user_id\":\""
                        + CloudApi.SHOPPER + "\"}],\"messages\":[{\"from\":\"16505551234\",\"from_user_id\":\""
                        + CloudApi.SHOPPER + "\",\"id\":\"" + id + "\",\"timestamp\":\"1749416383\"," + fields + "}]");
    }

    static WebhookRequest signed(String body, Instant at) {
        byte[] bytes = ascii(body).getBytes(StandardCharsets.US_ASCII);
        return request(bytes, "sha256=" + HexFormat.of().formatHex(mac(bytes)), at);
    }

    static WebhookRequest request(byte[] body, String signature, Instant at) {
        return new WebhookRequest(
                "POST",
                signature.isEmpty() ? Map.of() : Map.of("x-hub-signature-256", List.of(signature)),
                Map.of(),
                body,
                at);
    }

    static byte[] mac(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(APP_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (java.security.GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String ascii(String body) {
        StringBuilder escaped = new StringBuilder();
        body.chars()
                .forEach(unit -> escaped.append(unit < 128 ? String.valueOf((char) unit) : "\\u%04x".formatted(unit)));
        return escaped.toString();
    }
}
