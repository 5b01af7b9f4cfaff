package ${package};

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import io.polyclerk.tck.ChannelAdapterTck;
import io.polyclerk.tck.PlatformAnswer;
import jakarta.json.Json;
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

class ${name}TckTest extends ChannelAdapterTck {

    @Override
    public String adapterId() {
        return "${id}";
    }

    @Override
    public Connection connection(URI platform) {
        return new Connection(
                new ConnectionId("box1"),
                Map.of(
                        "boxToken", "box-token-1",
                        "signingKey", "signing-key-1",
                        "alert", "silent",
                        "apiBase", platform.toString()));
    }

    @Override
    public WebhookRequest genuine(byte[] body) {
        return request(body, "signing-key-1");
    }

    @Override
    public WebhookRequest forged(byte[] body) {
        return request(body, "guessed-key");
    }

    private static WebhookRequest request(byte[] body, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signature = HexFormat.of().formatHex(mac.doFinal(body));
            return new WebhookRequest(
                    "POST", Map.of("X-${name}-Signature", List.of(signature)), Map.of(), body, Instant.EPOCH);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public byte[] textUpdate(String text) {
        return Json.createObjectBuilder()
                .add(
                        "events",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("id", "m-1")
                                        .add("type", "message")
                                        .add("box", "b-5")
                                        .add("at", "1970-01-01T00:00:00Z")
                                        .add("from", Json.createObjectBuilder().add("id", "p-7"))
                                        .add("text", text)))
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<byte[]> unknownUpdate() {
        return Optional.of("{\"events\":[{\"id\":\"e-1\",\"type\":\"weather\"}]}".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public PlatformAnswer.Answer sent() {
        return PlatformAnswer.json(200, "{\"id\":\"sent-1\"}");
    }

    @Override
    public Map<PlatformAnswer.Answer, Class<? extends AdapterException>> errors() {
        return Map.of(
                PlatformAnswer.json(401, "{}"), AdapterException.CredentialsRejected.class,
                PlatformAnswer.json(404, "{}"), AdapterException.Refused.class,
                PlatformAnswer.json(429, "{}"), AdapterException.RateLimited.class,
                PlatformAnswer.json(503, "{}"), AdapterException.Unavailable.class);
    }

    @Override
    public Map<String, Content> goldenContents() {
        return Map.of(
                "text",
                new Content.Text("Your order 1001 is on its way."),
                "choice",
                new Content.Choice(
                        "Which one?", List.of(new Option("a", "The blue one"), new Option("b", "The red one"))));
    }
}
