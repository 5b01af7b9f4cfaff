package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads single values of a shop's answers. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    /** The text of a field, or null when it is missing, withheld or blank; numbers count as text. */
    static @Nullable String text(JsonNode fields, String name) {
        return text(fields.path(name));
    }

    static @Nullable String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? value.asText().strip()
                : null;
    }

    static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    /** The number at the end of a global id such as {@code gid://shopify/Order/1}, which is the id that REST and webhooks use. */
    static @Nullable String id(JsonNode owner) {
        String id = text(owner, "id");
        return id == null ? null : id.substring(id.lastIndexOf('/') + 1).replaceFirst("\\?.*", "");
    }

    static Instant instant(JsonNode fields, String name) {
        return OffsetDateTime.parse(fields.path(name).asText()).toInstant();
    }

    static @Nullable Instant instantOrNull(JsonNode fields, String name) {
        return text(fields, name) == null ? null : instant(fields, name);
    }
}
