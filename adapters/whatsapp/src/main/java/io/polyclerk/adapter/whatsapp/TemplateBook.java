package io.polyclerk.adapter.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.MessageTemplates.Template;
import io.polyclerk.spi.PlatformSetUp.Item;
import io.polyclerk.spi.PlatformSetUp.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The templates of the manifest, and how they stand in the merchant's business account. */
final class TemplateBook {

    private static final JsonNode MANIFEST = read();
    private static final List<Template> TEMPLATES = StreamSupport.stream(MANIFEST.spliterator(), false)
            .map(one -> new Template(
                    one.path("purpose").asText(),
                    one.path("name").asText(),
                    one.path("language").asText(),
                    body(one),
                    one.path("category").asText().toLowerCase(Locale.ROOT)))
            .toList();

    private final WhatsAppApi api;
    private final @Nullable String account;

    /** @param account null when the merchant has not told it */
    TemplateBook(WhatsAppApi api, @Nullable String account) {
        this.api = api;
        this.account = account == null ? null : account.strip();
        if (this.account != null && !this.account.matches("\\d{1,32}")) {
            throw new AdapterException.CredentialsRejected("businessAccountId is made of digits only");
        }
    }

    private static JsonNode read() {
        try (InputStream stream = TemplateBook.class.getResourceAsStream("/META-INF/templates.json")) {
            if (stream == null) {
                throw new IllegalStateException("the adapter's own templates.json is missing");
            }
            return new JsonMapper().readTree(stream).path("templates");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String body(JsonNode template) {
        return StreamSupport.stream(template.path("components").spliterator(), false)
                .filter(component -> component.path("type").asText().equals("BODY"))
                .map(component -> component.path("text").asText())
                .findFirst()
                .orElse("");
    }

    static List<Template> templates() {
        return TEMPLATES;
    }

    List<Item> compare(URI webhook) {
        List<Item> items = new ArrayList<>();
        items.add(new Item(
                "webhook",
                "messages",
                State.BY_HAND,
                "Type " + webhook
                        + " and the verify token into WhatsApp > Configuration in the App Dashboard, and subscribe"
                        + " the field messages."));
        if (account == null) {
            items.add(new Item(
                    "template",
                    "all",
                    State.BY_HAND,
                    "Enter businessAccountId, and templates can be handed in from here."));
            return items;
        }
        Map<String, String> present = present(account);
        for (JsonNode template : MANIFEST) {
            items.add(item(template, present.get(key(template))));
        }
        return items;
    }

    List<Item> apply(URI webhook) {
        if (account != null) {
            Map<String, String> present = present(account);
            for (JsonNode template : MANIFEST) {
                if (!present.containsKey(key(template))) {
                    // The purpose is ours and nothing that the platform knows.
                    api.handIn(account, ((ObjectNode) template.deepCopy()).without("purpose"));
                }
            }
        }
        return compare(webhook);
    }

    private static Item item(JsonNode template, @Nullable String status) {
        State state = switch (status == null ? "" : status) {
            case "" -> State.MISSING;
            case "APPROVED" -> State.IN_PLACE;
            case "PENDING", "IN_APPEAL" -> State.IN_REVIEW;
            default -> State.DIFFERENT;
        };
        String next = state == State.DIFFERENT ? "Meta says " + status + ": see WhatsApp Manager > Templates." : null;
        return new Item("template", key(template), state, next);
    }

    /** What Meta says of each, by name and language. */
    private Map<String, String> present(String businessAccount) {
        Map<String, String> present = new HashMap<>();
        for (JsonNode one : api.templates(businessAccount)) {
            String status = one.path("status").asText();
            present.put(key(one), status.matches("[A-Z_]{1,40}") ? status : "something unknown");
        }
        return present;
    }

    private static String key(JsonNode template) {
        return template.path("name").asText() + " (" + template.path("language").asText() + ")";
    }
}
