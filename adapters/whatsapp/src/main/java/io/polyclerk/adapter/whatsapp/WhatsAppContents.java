package io.polyclerk.adapter.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads what a message says; whatever has no equivalent here is kept as unsupported. */
final class WhatsAppContents {

    private WhatsAppContents() {}

    /** @param ownPhone the sender's number, as far as the platform tells it */
    static List<Content> read(JsonNode message, @Nullable String ownPhone) {
        String type = message.path("type").asText();
        JsonNode told = message.path(type);
        Stream<@Nullable Content> contents = switch (type) {
            case "text" -> Stream.of(words(told, "body"));
            case "image" -> Stream.of(media(MediaKind.IMAGE, told));
            case "video" -> Stream.of(media(MediaKind.VIDEO, told));
            case "document" -> Stream.of(media(MediaKind.DOCUMENT, told));
            case "sticker" -> Stream.of(media(MediaKind.STICKER, told));
            case "audio" -> Stream.of(media(told.path("voice").asBoolean() ? MediaKind.VOICE : MediaKind.AUDIO, told));
            case "location" -> Stream.of(location(told));
            case "contacts" -> stream(told).flatMap(contact -> phones(contact, ownPhone));
            case "order" -> Stream.of(words(told, "text"), new Content.Unsupported(type));
            case "button" -> Stream.of(selection(told, "payload", "text"));
            case "interactive" ->
                Stream.of(selection(told.path(told.path("type").asText()), "id", "title"));
            default -> Stream.empty();
        };
        List<Content> known = contents.filter(Objects::nonNull).toList();
        return known.isEmpty() ? List.of(new Content.Unsupported(kind(type, told))) : known;
    }

    private static String kind(String type, JsonNode told) {
        String precise = text(told, "type");
        return type.isEmpty() ? "message" : precise == null ? type : type + ":" + precise;
    }

    private static @Nullable Content words(JsonNode told, String name) {
        String words = told.path(name).textValue();
        return words == null || words.isEmpty() ? null : new Content.Text(words);
    }

    private static @Nullable Content media(MediaKind kind, JsonNode told) {
        String id = text(told, "id");
        return id == null
                ? null
                : new Content.Media(
                        kind,
                        new MediaRef(id, text(told, "mime_type"), null, text(told, "filename"), text(told, "sha256")),
                        text(told, "caption"));
    }

    private static @Nullable Content location(JsonNode told) {
        if (!told.path("latitude").isNumber() || !told.path("longitude").isNumber()) {
            return null;
        }
        String label = Stream.of(text(told, "name"), text(told, "address"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return new Content.Location(
                told.path("latitude").asDouble(), told.path("longitude").asDouble(), label.isEmpty() ? null : label);
    }

    /** A card may claim any number, but one that equals the sender's, which the platform vouches for, is the sender's own. */
    private static Stream<Content> phones(JsonNode contact, @Nullable String ownPhone) {
        return stream(contact.path("phones")).flatMap(phone -> {
            String onWhatsApp = e164(text(phone, "wa_id"));
            String number = onWhatsApp == null ? text(phone, "phone") : onWhatsApp;
            return number == null
                    ? Stream.empty()
                    : Stream.of(
                            new Content.PhoneNumber(number, onWhatsApp != null && onWhatsApp.equals(e164(ownPhone))));
        });
    }

    private static @Nullable Content selection(JsonNode told, String value, String label) {
        String picked = text(told, value);
        return picked == null
                ? null
                : new Content.Selection(picked, Objects.requireNonNullElse(text(told, label), picked));
    }

    /** A number as the platform writes it, with its plus sign; null for what is no number. */
    static @Nullable String e164(@Nullable String phone) {
        return phone != null && phone.matches("\\+?[1-9]\\d{5,14}") ? "+" + phone.replace("+", "") : null;
    }

    /** The text of a field, unchanged, or null when it is missing or blank; numbers count as text. */
    static @Nullable String text(JsonNode fields, String name) {
        JsonNode value = fields.path(name);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank() ? value.asText() : null;
    }

    static Stream<JsonNode> stream(JsonNode items) {
        return items.isArray() ? StreamSupport.stream(items.spliterator(), false) : Stream.empty();
    }
}
