package io.polyclerk.adapter.whatsapp;

import static io.polyclerk.adapter.whatsapp.WhatsAppContents.stream;
import static io.polyclerk.adapter.whatsapp.WhatsAppContents.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.DeliveryStatus;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Translates webhooks into events. A chat is known by the shopper's business-scoped id, as the phone number may be hidden; by the
 * number only where there is no such id. Groups are not talked in.
 */
final class WhatsAppReader {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(1_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ConnectionId connection;
    private final String phoneNumberId;
    private final ChatsByPhone chats;

    /** Somebody in a chat. */
    private record Person(
            String id, @Nullable String phone, @Nullable String name) {}

    WhatsAppReader(ConnectionId connection, String phoneNumberId, ChatsByPhone chats) {
        this.connection = connection;
        this.phoneNumberId = phoneNumberId;
        this.chats = chats;
    }

    /** Empty for whatever is not a JSON object. */
    Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    List<ChannelEvent> events(JsonNode webhook, Instant receivedAt) {
        List<ChannelEvent> events = new ArrayList<>();
        for (JsonNode entry : webhook.path("entry")) {
            for (JsonNode change : entry.path("changes")) {
                JsonNode value = change.path("value");
                // One app's webhook may carry all numbers of an account.
                if (phoneNumberId.equals(text(value.path("metadata"), "phone_number_id"))) {
                    changed(change.path("field").asText(), value, receivedAt).forEach(events::add);
                }
            }
        }
        return events;
    }

    private Stream<ChannelEvent> changed(String field, JsonNode value, Instant receivedAt) {
        return switch (field) {
            case "messages" ->
                Stream.concat(
                        stream(value.path("messages")).flatMap(one -> message(value, one, receivedAt).stream()),
                        stream(value.path("statuses")).flatMap(one -> status(value, one, receivedAt).stream()));
            case "smb_message_echoes" ->
                stream(value.path("message_echoes")).flatMap(one -> echo(value, one, receivedAt).stream());
            default -> Stream.empty();
        };
    }

    private Optional<ChannelEvent> message(JsonNode value, JsonNode message, Instant receivedAt) {
        Optional<Person> known = person(value, text(message, "from_user_id"), text(message, "from"));
        String id = text(message, "id");
        if (known.isEmpty() || id == null || message.has("group_id")) {
            return Optional.empty();
        }
        Person person = known.get();
        if (person.phone() != null && !person.phone().equals(person.id())) {
            chats.remember(person.phone(), person.id());
        }
        ConversationKey key = new ConversationKey(connection, person.id());
        Instant at = at(message, receivedAt);
        JsonNode edit = message.path("edit");
        return switch (message.path("type").asText()) {
            case "edit" ->
                Optional.ofNullable(text(edit, "original_message_id"))
                        .map(original -> new ChannelEvent.MessageEdited(
                                key, original, id, WhatsAppContents.read(edit.path("message"), person.phone()), at));
            case "revoke" ->
                Optional.ofNullable(text(message.path("revoke"), "original_message_id"))
                        .map(original -> new ChannelEvent.MessageDeleted(key, original, at));
            // Nobody said anything, and an answer would be billed.
            case "reaction", "system" -> Optional.empty();
            default ->
                Optional.of(new ChannelEvent.MessageReceived(new InboundMessage(
                        key, id, sender(person), at, WhatsAppContents.read(message, person.phone()))));
        };
    }

    /** What the merchant's own people wrote in the business app. */
    private Optional<ChannelEvent> echo(JsonNode value, JsonNode echo, Instant receivedAt) {
        Optional<Person> to = person(value, text(echo, "to_user_id"), text(echo, "to"));
        String id = text(echo, "id");
        String type = echo.path("type").asText();
        if (to.isEmpty()
                || id == null
                || echo.has("group_id")
                || List.of("revoke", "reaction").contains(type)) {
            return Optional.empty();
        }
        JsonNode said = type.equals("edit") ? echo.path("edit").path("message") : echo;
        String chat = to.get().id();
        return Optional.of(new ChannelEvent.AgentSpoke(
                new ConversationKey(connection, chats.find(chat).orElse(chat)),
                id,
                WhatsAppContents.read(said, null),
                at(echo, receivedAt)));
    }

    private Optional<ChannelEvent> status(JsonNode value, JsonNode status, Instant receivedAt) {
        Optional<Person> to = person(value, text(status, "recipient_user_id"), text(status, "recipient_id"));
        String id = text(status, "id");
        DeliveryStatus reached = switch (status.path("status").asText()) {
            case "sent" -> DeliveryStatus.SENT;
            case "delivered" -> DeliveryStatus.DELIVERED;
            case "read", "played" -> DeliveryStatus.READ;
            case "failed" -> DeliveryStatus.FAILED;
            default -> null;
        };
        if (to.isEmpty() || id == null || reached == null || "group".equals(text(status, "recipient_type"))) {
            return Optional.empty();
        }
        return Optional.of(new ChannelEvent.StatusChanged(
                new ConversationKey(connection, to.get().id()),
                id,
                reached,
                at(status, receivedAt),
                text(status, "biz_opaque_callback_data"),
                reason(status.path("errors"))));
    }

    private static @Nullable String reason(JsonNode errors) {
        return errors.isEmpty()
                ? null
                : stream(errors)
                        .map(error -> "WhatsApp error " + error.path("code").asInt() + ", "
                                + GraphErrors.meaning(error.path("code").asInt()))
                        .distinct()
                        .collect(Collectors.joining("; "));
    }

    /** Whoever is named by either id, with what the list of contacts tells about them. */
    private static Optional<Person> person(JsonNode value, @Nullable String userId, @Nullable String phone) {
        JsonNode contacts = value.path("contacts");
        Optional<JsonNode> listed = stream(contacts)
                .filter(one -> userId == null
                        ? phone != null && phone.equals(text(one, "wa_id"))
                        : userId.equals(text(one, "user_id")))
                .findFirst()
                // A phone number and the id made of it may differ; one contact alone can only be this person.
                .or(() -> contacts.size() == 1
                                && (userId == null || !contacts.get(0).has("user_id"))
                        ? Optional.of(contacts.get(0))
                        : Optional.empty());
        String id = userId == null ? listed.map(one -> text(one, "user_id")).orElse(null) : userId;
        String number = phone == null ? listed.map(one -> text(one, "wa_id")).orElse(null) : phone;
        JsonNode profile = listed.map(one -> one.path("profile")).orElse(MissingNode.getInstance());
        String name = text(profile, "name") == null ? text(profile, "username") : text(profile, "name");
        String chat = id == null ? number : id;
        return chat == null ? Optional.empty() : Optional.of(new Person(chat, number, name));
    }

    private static Sender sender(Person person) {
        return new Sender(person.id(), person.name(), null, WhatsAppContents.e164(person.phone()), null);
    }

    /** When it was said; a time that cannot be, as far ahead of us, is replaced by the time of arrival. */
    private static Instant at(JsonNode told, Instant receivedAt) {
        long seconds = told.path("timestamp").asLong();
        boolean possible =
                seconds > 0 && seconds < receivedAt.plus(Duration.ofDays(1)).getEpochSecond();
        return possible ? Instant.ofEpochSecond(seconds) : receivedAt;
    }
}
