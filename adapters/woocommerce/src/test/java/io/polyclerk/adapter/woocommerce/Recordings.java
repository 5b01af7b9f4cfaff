package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.WebhookRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a real WooCommerce 11.0.1 answered and sent. */
final class Recordings {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Recordings() {}

    static String text(String name) {
        try (InputStream file = Recordings.class.getResourceAsStream("/recordings/" + name + ".json")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static JsonNode json(String name) {
        try {
            return JSON.readTree(text(name));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** All objects of a recording, whether it is one or a list. */
    static List<ObjectNode> objects(String... names) {
        List<ObjectNode> objects = new ArrayList<>();
        for (String name : names) {
            JsonNode json = json(name);
            if (json.isArray()) {
                json.forEach(one -> objects.add((ObjectNode) one));
            } else {
                objects.add((ObjectNode) json);
            }
        }
        return objects;
    }

    /** A webhook delivery, header by header and byte by byte. */
    static WebhookRequest delivery(String name) {
        JsonNode recorded = json("webhook_delivery_" + name);
        Map<String, List<String>> headers = new HashMap<>();
        recorded.path("headers")
                .forEach(header -> headers.put(
                        header.path(0).asText(), List.of(header.path(1).asText())));
        return new WebhookRequest(
                recorded.path("method").asText(),
                headers,
                Map.of(),
                recorded.path("body_raw").asText().getBytes(StandardCharsets.UTF_8),
                Instant.parse(recorded.path("received_at").asText()));
    }
}
