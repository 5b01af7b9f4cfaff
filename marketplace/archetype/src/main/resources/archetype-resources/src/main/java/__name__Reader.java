package ${package};

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Verifies and translates what ${name} sends. Pure: the same request always gives the same events. */
final class ${name}Reader {

    private static final String SIGNATURE = "X-${name}-Signature";
    private static final String ALGORITHM = "HmacSHA256";

    private final ConnectionId connection;
    private final SecretKeySpec key;

    ${name}Reader(ConnectionId connection, String signingKey) {
        this.connection = connection;
        this.key = new SecretKeySpec(signingKey.getBytes(java.nio.charset.StandardCharsets.UTF_8), ALGORITHM);
    }

    WebhookOutcome<ChannelEvent> read(WebhookRequest request) {
        if (!request.method().equals("POST")) {
            return WebhookOutcome.rejected(405, "events are posted");
        }
        if (!isGenuine(request)) {
            return WebhookOutcome.rejected(401, "signature missing or wrong");
        }
        Optional<JsonObject> body = parse(request.body());
        return body.isEmpty()
                ? WebhookOutcome.rejected(400, "no JSON object")
                : WebhookOutcome.accepted(events(body.get(), request.receivedAt()));
    }

    private boolean isGenuine(WebhookRequest request) {
        String given = request.header(SIGNATURE);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            // In constant time, so that nobody can guess a signature byte by byte.
            return given != null
                    && MessageDigest.isEqual(
                            mac.doFinal(request.body()), HexFormat.of().parseHex(given));
        } catch (IllegalArgumentException notHexadecimal) {
            return false;
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static Optional<JsonObject> parse(byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readValue() instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (RuntimeException notJson) {
            // Readers have exceptions of their own for what is too deep or too long, beside JsonException.
            return Optional.empty();
        }
    }

    private List<ChannelEvent> events(JsonObject body, Instant now) {
        List<ChannelEvent> events = new ArrayList<>();
        if (body.get("events") instanceof jakarta.json.JsonArray told) {
            for (JsonValue event : told) {
                if (event instanceof JsonObject object) {
                    message(object, now).ifPresent(events::add);
                }
            }
        }
        return events;
    }

    /** Empty for what is no message and for what lacks the ids without which it cannot be kept. */
    private Optional<ChannelEvent> message(JsonObject event, Instant now) {
        String id = text(event, "id");
        String box = text(event, "box");
        JsonObject from = event.get("from") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        String sender = text(from, "id");
        if (id == null || box == null || sender == null || !"message".equals(text(event, "type"))) {
            return Optional.empty();
        }
        return Optional.of(new ChannelEvent.MessageReceived(new InboundMessage(
                new ConversationKey(connection, box),
                id,
                new Sender(sender, text(from, "name"), null, null, null),
                time(text(event, "at"), now),
                List.of(content(event)))));
    }

    private static Content content(JsonObject event) {
        String words = text(event, "text");
        String picked = text(event, "picked");
        if (picked != null) {
            return new Content.Selection(picked, words == null ? picked : words);
        }
        // What has no equivalent here is passed on as such, never dropped.
        return words == null ? new Content.Unsupported("message") : new Content.Text(words);
    }

    private static Instant time(@Nullable String at, Instant now) {
        try {
            return at == null ? now : Instant.parse(at);
        } catch (java.time.format.DateTimeParseException bent) {
            return now;
        }
    }

    private static @Nullable String text(JsonObject object, String name) {
        return object.get(name) instanceof jakarta.json.JsonString string ? string.getString() : null;
    }
}
