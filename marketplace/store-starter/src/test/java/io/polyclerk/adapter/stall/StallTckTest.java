package io.polyclerk.adapter.stall;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Money;
import io.polyclerk.tck.PlatformAnswer;
import io.polyclerk.tck.StoreAdapterTck;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class StallTckTest extends StoreAdapterTck {

    private static StallSimulator stall;

    @BeforeAll
    static void open() {
        stall = new StallSimulator();
    }

    @AfterAll
    static void close() {
        stall.close();
    }

    @Override
    public String adapterId() {
        return "stall";
    }

    @Override
    public Connection connection(URI platform) {
        return to(platform.toString());
    }

    @Override
    public Connection shop() {
        return to(stall.address());
    }

    private static Connection to(String address) {
        return new Connection(
                new ConnectionId("stall1"),
                Map.of("apiKey", StallSimulator.KEY, "signingKey", "signing-key-1", "apiBase", address));
    }

    @Override
    public KnownOrder knownOrder() {
        return new KnownOrder(
                "1001",
                Money.of("51.60", "EUR"),
                Instant.parse("2026-11-20T09:30:00Z"),
                new CustomerMatch.ByEmail("mei@mail.example"),
                2);
    }

    @Override
    public CustomerMatch stranger() {
        return new CustomerMatch.ByEmail("mei@mail.exampl");
    }

    @Override
    public String productWords() {
        return "merino";
    }

    @Override
    public Optional<WebhookRequest> genuineWebhook() {
        return Optional.of(webhook("signing-key-1"));
    }

    @Override
    public Optional<WebhookRequest> forgedWebhook() {
        return Optional.of(webhook("guessed-key"));
    }

    private static WebhookRequest webhook(String key) {
        byte[] body =
                "{\"event\":\"e-1\",\"order\":\"77\",\"at\":\"2026-11-20T09:30:00Z\"}".getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return new WebhookRequest(
                    "POST",
                    Map.of("X-Stall-Signature", List.of(HexFormat.of().formatHex(mac.doFinal(body)))),
                    Map.of(),
                    body,
                    Instant.EPOCH);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public Map<PlatformAnswer.Answer, Class<? extends AdapterException>> errors() {
        return Map.of(
                PlatformAnswer.json(401, "{}"), AdapterException.CredentialsRejected.class,
                PlatformAnswer.json(400, "{}"), AdapterException.Refused.class,
                PlatformAnswer.json(429, "{}"), AdapterException.RateLimited.class,
                PlatformAnswer.json(503, "{}"), AdapterException.Unavailable.class);
    }
}
