package io.polyclerk.adapter.line;

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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class LineTckTest extends ChannelAdapterTck {

    @Override
    public String adapterId() {
        return "line";
    }

    @Override
    public Connection connection(URI platform) {
        return new Connection(
                new ConnectionId("line1"),
                Map.of(
                        "channelAccessToken",
                        "access-token-1",
                        "channelSecret",
                        "channel-secret-1",
                        "apiBase",
                        platform.toString(),
                        "dataBase",
                        platform.toString()));
    }

    @Override
    public WebhookRequest genuine(byte[] body) {
        return request(body, "channel-secret-1");
    }

    @Override
    public WebhookRequest forged(byte[] body) {
        return request(body, "guessed-secret");
    }

    static WebhookRequest request(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
            return new WebhookRequest(
                    "POST", Map.of("x-line-signature", List.of(signature)), Map.of(), body, Instant.EPOCH);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public byte[] textUpdate(String text) {
        return event(Json.createObjectBuilder()
                .add("type", "message")
                .add(
                        "message",
                        Json.createObjectBuilder()
                                .add("type", "text")
                                .add("id", "m-1")
                                .add("quoteToken", "q-1")
                                .add("text", text)));
    }

    private static byte[] event(jakarta.json.JsonObjectBuilder event) {
        return Json.createObjectBuilder()
                .add("destination", "U00000000000000000000000000000001")
                .add(
                        "events",
                        Json.createArrayBuilder()
                                .add(event.add("mode", "active")
                                        .add("timestamp", 0)
                                        .add("webhookEventId", "01KEXAMPLE0000000000000000")
                                        .add(
                                                "deliveryContext",
                                                Json.createObjectBuilder().add("isRedelivery", false))
                                        .add(
                                                "source",
                                                Json.createObjectBuilder()
                                                        .add("type", "user")
                                                        .add("userId", "U00000000000000000000000000000005"))))
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<byte[]> unknownUpdate() {
        return Optional.of(event(Json.createObjectBuilder().add("type", "weather")));
    }

    @Override
    public Optional<Handshake> handshake() {
        // "Verify" in LINE's console sends no events and wants 200.
        byte[] body = "{\"destination\":\"U00000000000000000000000000000001\",\"events\":[]}"
                .getBytes(StandardCharsets.UTF_8);
        return Optional.of(new Handshake(genuine(body), ""));
    }

    @Override
    public PlatformAnswer.Answer sent() {
        return PlatformAnswer.json(200, "{\"sentMessages\":[{\"id\":\"sent-1\",\"quoteToken\":\"q\"}]}");
    }

    @Override
    public Map<PlatformAnswer.Answer, Class<? extends AdapterException>> errors() {
        return Map.of(
                PlatformAnswer.json(400, "{\"message\":\"The request body has 1 error(s)\"}"),
                AdapterException.Refused.class,
                PlatformAnswer.json(401, "{}"),
                AdapterException.CredentialsRejected.class,
                PlatformAnswer.json(403, "{}"),
                AdapterException.CredentialsRejected.class,
                PlatformAnswer.json(429, "{\"message\":\"The API rate limit has been exceeded. Try again later.\"}"),
                AdapterException.RateLimited.class,
                PlatformAnswer.json(429, "{\"message\":\"You have reached your monthly limit.\"}"),
                AdapterException.Refused.class,
                PlatformAnswer.json(500, "{}"),
                AdapterException.Unavailable.class);
    }

    @Override
    public Map<String, Content> goldenContents() {
        return Map.of(
                "text",
                new Content.Text("Your order 1001 is on its way."),
                "choice",
                new Content.Choice(
                        "Which one?", List.of(new Option("a", "The blue one"), new Option("b", "The red one"))),
                "place",
                new Content.Location(35.5, 139.25, "Our shop"),
                "place-without-name",
                new Content.Location(35.5, 139.25, null));
    }
}
