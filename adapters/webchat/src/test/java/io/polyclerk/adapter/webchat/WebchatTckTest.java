package io.polyclerk.adapter.webchat;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.tck.ChannelAdapterTck;
import io.polyclerk.tck.PlatformAnswer;
import jakarta.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A channel whose platform is this server: who holds a session's token is the shopper of that session. */
class WebchatTckTest extends ChannelAdapterTck {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Override
    public String adapterId() {
        return "webchat";
    }

    @Override
    public Connection connection(URI platform) {
        return new Connection(
                new ConnectionId("web"), Map.of("customerSecret", "secret-of-the-shop-front-0123456789ab"));
    }

    @Override
    public WebhookRequest genuine(byte[] body) {
        return request(body, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123-_Q");
    }

    @Override
    public WebhookRequest forged(byte[] body) {
        return request(body, "guessed");
    }

    private static WebhookRequest request(byte[] body, String proof) {
        return new WebhookRequest("POST", Map.of("X-Chat-Session", List.of(proof)), Map.of(), body, NOW);
    }

    @Override
    public byte[] textUpdate(String text) {
        return Json.createObjectBuilder()
                .add("id", "m1")
                .add("text", text)
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public PlatformAnswer.Answer sent() {
        return PlatformAnswer.json(200, "{}");
    }

    @Override
    public Map<PlatformAnswer.Answer, Class<? extends AdapterException>> errors() {
        return Map.of();
    }
}
