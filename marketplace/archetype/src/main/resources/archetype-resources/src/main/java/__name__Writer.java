package ${package};

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;

/** Translates messages into calls. */
final class ${name}Writer {

    private final ${name}Api api;
    private final boolean isSilent;

    ${name}Writer(${name}Api api, boolean isSilent) {
        this.api = api;
        this.isSilent = isSilent;
    }

    Receipt send(OutboundMessage message) {
        JsonObjectBuilder call = Json.createObjectBuilder()
                .add("box", message.conversation().chatId())
                // ${name} takes a message with a key that it knows only once, so a repeated try does no harm.
                .add("key", message.idempotencyKey());
        if (isSilent) {
            call.add("silent", true);
        }
        switch (message.content()) {
            case Content.Text text -> call.add("text", text.text());
            case Content.Choice choice -> call.add("text", choice.prompt()).add("options", options(choice));
            case Content.Card card -> throw undeclared();
            case Content.Location location -> throw undeclared();
            case Content.Media media -> throw undeclared();
            case Content.PhoneNumber phone -> throw undeclared();
            case Content.Selection selection -> throw undeclared();
            case Content.Unsupported unsupported -> throw undeclared();
        }
        return new Receipt(api.send(call.build()));
    }

    private static AdapterException undeclared() {
        return new AdapterException.Unsupported("${name} shows text and options only");
    }

    private static JsonArrayBuilder options(Content.Choice choice) {
        JsonArrayBuilder options = Json.createArrayBuilder();
        for (Option option : choice.options()) {
            options.add(Json.createObjectBuilder().add("value", option.value()).add("label", option.label()));
        }
        return options;
    }

    void check() {
        api.check();
    }
}
