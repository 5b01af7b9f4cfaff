package io.polyclerk.adapter.line;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/**
 * Translates messages into calls. Everything is pushed: a reply token is good once and for about a minute, and an answer of the bot may
 * take longer or consist of several messages.
 */
final class LineWriter {

    /** Parts the value of an option from its label, which LINE does not send back. */
    static final char LABEL = '\n';

    private static final int LONGEST_PLACE = 100;

    private final LineApi api;

    LineWriter(LineApi api) {
        this.api = api;
    }

    Receipt send(OutboundMessage message) {
        JsonObjectBuilder call = Json.createObjectBuilder()
                .add("to", message.conversation().chatId())
                .add("messages", Json.createArrayBuilder().add(object(message.content())));
        UUID key = UUID.nameUUIDFromBytes(message.idempotencyKey().getBytes(StandardCharsets.UTF_8));
        return new Receipt(api.push(call.build(), key));
    }

    private static JsonObjectBuilder object(Content content) {
        return switch (content) {
            case Content.Text text -> text(text.text());
            case Content.Choice choice ->
                choice.options().isEmpty()
                        ? text(choice.prompt())
                        : text(choice.prompt())
                                .add("quickReply", Json.createObjectBuilder().add("items", options(choice)));
            case Content.Location place -> place(place);
            case Content.Card card -> throw undeclared();
            case Content.Media media -> throw undeclared();
            case Content.PhoneNumber phone -> throw undeclared();
            case Content.Selection selection -> throw undeclared();
            case Content.Unsupported unsupported -> throw undeclared();
        };
    }

    private static JsonObjectBuilder text(String words) {
        return Json.createObjectBuilder().add("type", "text").add("text", words);
    }

    private static JsonArrayBuilder options(Content.Choice choice) {
        JsonArrayBuilder items = Json.createArrayBuilder();
        for (Option option : choice.options()) {
            items.add(Json.createObjectBuilder()
                    .add("type", "action")
                    .add(
                            "action",
                            Json.createObjectBuilder()
                                    .add("type", "postback")
                                    .add("label", option.label())
                                    .add("data", option.value() + LABEL + option.label())
                                    .add("displayText", option.label())));
        }
        return items;
    }

    /** LINE wants a title and an address; where there is no name the coordinates stand for both. */
    private static JsonObjectBuilder place(Content.Location place) {
        String name = Objects.requireNonNullElse(place.label(), place.latitude() + ", " + place.longitude());
        String label = name.length() > LONGEST_PLACE ? name.substring(0, LONGEST_PLACE) : name;
        return Json.createObjectBuilder()
                .add("type", "location")
                .add("title", label)
                .add("address", label)
                .add("latitude", place.latitude())
                .add("longitude", place.longitude());
    }

    private static AdapterException undeclared() {
        return new AdapterException.Unsupported("LINE is sent text, options and places only");
    }
}
