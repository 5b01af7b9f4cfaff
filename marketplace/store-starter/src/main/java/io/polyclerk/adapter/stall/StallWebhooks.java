package io.polyclerk.adapter.stall;

import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Verifies and translates what Stall sends. Pure: the same request always gives the same events. */
final class StallWebhooks {

    private static final String SIGNATURE = "X-Stall-Signature";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    StallWebhooks(String signingKey) {
        this.key = new SecretKeySpec(signingKey.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    WebhookOutcome<StoreEvent> read(WebhookRequest request) {
        if (!request.method().equals("POST")) {
            return WebhookOutcome.rejected(405, "events are posted");
        }
        if (!isGenuine(request)) {
            return WebhookOutcome.rejected(401, "signature missing or wrong");
        }
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(request.body()))) {
            JsonObject told = reader.readObject();
            String event = told.getString("event", "");
            String order = told.getString("order", "");
            return WebhookOutcome.accepted(
                    event.isEmpty() || order.isEmpty()
                            ? List.of()
                            : List.of(new StoreEvent.OrderChanged(event, order, request.receivedAt())));
        } catch (RuntimeException notJson) {
            return WebhookOutcome.rejected(400, "no JSON object");
        }
    }

    private boolean isGenuine(WebhookRequest request) {
        String given = request.header(SIGNATURE);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] expected =
                    HexFormat.of().formatHex(mac.doFinal(request.body())).getBytes(StandardCharsets.US_ASCII);
            return given != null && MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
