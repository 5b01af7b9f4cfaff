package io.polyclerk.adapter.line;

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Sender;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Verifies and translates what LINE sends. Pure: the same request always gives the same events. */
final class LineReader {

    private static final String SIGNATURE = "x-line-signature";
    private static final String ALGORITHM = "HmacSHA256";

    private final ConnectionId connection;
    private final SecretKeySpec key;

    LineReader(ConnectionId connection, String channelSecret) {
        this.connection = connection;
        this.key = new SecretKeySpec(channelSecret.strip().getBytes(StandardCharsets.UTF_8), ALGORITHM);
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
            // As text: a lenient decoder would also take a signature that was cut or filled up.
            byte[] expected = Base64.getEncoder().encode(mac.doFinal(request.body()));
            return given != null && MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static Optional<JsonObject> parse(byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readValue() instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (RuntimeException notJson) {
            return Optional.empty();
        }
    }

    private List<ChannelEvent> events(JsonObject body, Instant now) {
        List<ChannelEvent> events = new ArrayList<>();
        // LINE proves the address with an empty list, which is no reason to complain.
        if (body.get("events") instanceof JsonArray told) {
            for (JsonValue event : told) {
                if (event instanceof JsonObject object) {
                    event(object, now).ifPresent(events::add);
                }
            }
        }
        return events;
    }

    /** Empty for groups, for an account whose talk another service leads, and for what concerns no talk. */
    private Optional<ChannelEvent> event(JsonObject event, Instant now) {
        JsonObject source = object(event, "source");
        String user = text(source, "userId");
        if (user == null || !"user".equals(text(source, "type")) || "standby".equals(text(event, "mode"))) {
            return Optional.empty();
        }
        ConversationKey chat = new ConversationKey(connection, user);
        Instant at = time(event, now);
        String type = text(event, "type");
        return switch (type == null ? "" : type) {
            case "message" -> message(chat, object(event, "message"), at);
            case "postback" -> postback(chat, event, at);
            case "unsend" ->
                Optional.ofNullable(text(object(event, "unsend"), "messageId"))
                        .map(id -> new ChannelEvent.MessageDeleted(chat, id, at));
            case "follow" -> Optional.of(new ChannelEvent.ContactJoined(chat, at));
            case "unfollow" -> Optional.of(new ChannelEvent.ContactLeft(chat, at));
            default -> Optional.empty();
        };
    }

    private static Optional<ChannelEvent> message(ConversationKey chat, JsonObject message, Instant at) {
        String id = text(message, "id");
        return id == null
                ? Optional.empty()
                : Optional.of(new ChannelEvent.MessageReceived(new InboundMessage(
                        chat,
                        id,
                        Sender.of(chat.chatId()),
                        at,
                        List.of(content(id, message)),
                        text(object(message, "imageSet"), "id"))));
    }

    private static Content content(String id, JsonObject message) {
        String type = text(message, "type");
        String words = text(message, "text");
        return switch (type == null ? "" : type) {
            case "text" -> words == null ? new Content.Unsupported("text") : new Content.Text(words);
            case "image" -> file(MediaKind.IMAGE, id, message);
            case "video" -> file(MediaKind.VIDEO, id, message);
            case "audio" -> file(MediaKind.VOICE, id, message);
            case "file" -> file(MediaKind.DOCUMENT, id, message);
            case "location" -> place(message);
            default -> new Content.Unsupported(type == null ? "message" : type);
        };
    }

    /** A file that lies on another host than LINE's is not fetched: anybody could name one. */
    private static Content file(MediaKind kind, String id, JsonObject message) {
        if ("external".equals(text(object(message, "contentProvider"), "type"))) {
            return new Content.Unsupported("external " + text(message, "type"));
        }
        Long bytes = message.get("fileSize") instanceof JsonNumber size ? size.longValue() : null;
        return new Content.Media(kind, new MediaRef(id, null, bytes, text(message, "fileName"), null), null);
    }

    private static Content place(JsonObject message) {
        String label = text(message, "title");
        return message.get("latitude") instanceof JsonNumber latitude
                        && message.get("longitude") instanceof JsonNumber longitude
                ? new Content.Location(
                        latitude.doubleValue(),
                        longitude.doubleValue(),
                        label == null ? text(message, "address") : label)
                : new Content.Unsupported("location");
    }

    /** What {@link LineWriter} put into a button comes back as it was. */
    private static Optional<ChannelEvent> postback(ConversationKey chat, JsonObject event, Instant at) {
        String id = text(event, "webhookEventId");
        String data = text(object(event, "postback"), "data");
        if (id == null || data == null) {
            return Optional.empty();
        }
        int end = data.lastIndexOf(LineWriter.LABEL);
        Content picked = end < 0
                ? new Content.Selection(data, data)
                : new Content.Selection(data.substring(0, end), data.substring(end + 1));
        return Optional.of(new ChannelEvent.MessageReceived(
                new InboundMessage(chat, id, Sender.of(chat.chatId()), at, List.of(picked))));
    }

    private static Instant time(JsonObject event, Instant now) {
        try {
            return event.get("timestamp") instanceof JsonNumber millis
                    ? Instant.ofEpochMilli(millis.longValueExact())
                    : now;
        } catch (ArithmeticException bent) {
            return now;
        }
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static @Nullable String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString string ? string.getString() : null;
    }
}
