package io.polyclerk.adapter.telegram;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.tck.ChannelAdapterTck;
import io.polyclerk.tck.PlatformAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class TelegramTckTest extends ChannelAdapterTck {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Override
    public String adapterId() {
        return "telegram";
    }

    @Override
    public Connection connection(URI platform) {
        return new Connection(
                new ConnectionId("tg1"),
                Map.of(
                        "botToken", "123456:secret-token",
                        "webhookSecret", "hook-secret",
                        "apiBase", platform.toString()));
    }

    @Override
    public WebhookRequest genuine(byte[] body) {
        return request(body, "hook-secret");
    }

    @Override
    public WebhookRequest forged(byte[] body) {
        return request(body, "guessed-secret");
    }

    private static WebhookRequest request(byte[] body, String secret) {
        return new WebhookRequest(
                "POST", Map.of("X-Telegram-Bot-Api-Secret-Token", List.of(secret)), Map.of(), body, NOW);
    }

    @Override
    public byte[] textUpdate(String text) {
        return ("{\"update_id\":1,\"message\":{\"message_id\":42,\"date\":1700000000,"
                        + "\"from\":{\"id\":5,\"is_bot\":false,\"first_name\":\"A\"},"
                        + "\"chat\":{\"id\":5,\"type\":\"private\"},\"text\":\""
                        + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<byte[]> unknownUpdate() {
        return Optional.of("{\"update_id\":9,\"hologram\":{\"a\":1}}".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public PlatformAnswer.Answer sent() {
        return PlatformAnswer.json(
                200, "{\"ok\":true,\"result\":{\"message_id\":7,\"date\":1,\"chat\":{\"id\":5,\"type\":\"private\"}}}");
    }

    @Override
    public Map<PlatformAnswer.Answer, Class<? extends AdapterException>> errors() {
        return Map.of(
                error(401, "Unauthorized"),
                AdapterException.CredentialsRejected.class,
                error(404, "Not Found"),
                AdapterException.CredentialsRejected.class,
                error(403, "Forbidden: bot was blocked by the user"),
                AdapterException.Refused.class,
                error(400, "Bad Request: chat not found"),
                AdapterException.Refused.class,
                error(409, "Conflict"),
                AdapterException.Unavailable.class,
                error(500, "Internal Server Error"),
                AdapterException.Unavailable.class,
                PlatformAnswer.json(
                        429,
                        "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests\",\"parameters\":{\"retry_after\":17}}"),
                AdapterException.RateLimited.class);
    }

    private static PlatformAnswer.Answer error(int code, String description) {
        return PlatformAnswer.json(
                code, "{\"ok\":false,\"error_code\":" + code + ",\"description\":\"" + description + "\"}");
    }
}
