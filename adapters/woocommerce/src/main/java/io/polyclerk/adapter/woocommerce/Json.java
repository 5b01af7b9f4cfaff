package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads single values of a shop's JSON, whose types vary with plugins and versions. */
final class Json {

    private Json() {}

    /** The text of a field, or null when it is missing or blank; numbers count as text. */
    static @Nullable String text(JsonNode fields, String name) {
        JsonNode value = fields.path(name);
        return value.isValueNode() && !value.asText().isBlank() && !value.isNull()
                ? value.asText().strip()
                : null;
    }

    /** The first of these fields that has a text. */
    static @Nullable String first(JsonNode fields, List<String> names) {
        return names.stream()
                .map(name -> text(fields, name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** All meta data by key; of a key that is there more than once the last one. */
    static ObjectNode meta(JsonNode owner) {
        ObjectNode byKey = WooCommerceApi.object();
        owner.path("meta_data").forEach(one -> byKey.set(one.path("key").asText(), one.path("value")));
        return byKey;
    }

    /** PHP writes truth in several ways. */
    static boolean isTrue(JsonNode value) {
        return List.of("true", "1", "yes").contains(value.asText());
    }

    /** Times are in UTC without saying so. */
    static Instant instant(String written) {
        return Instant.parse(written.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$") ? written : written.replace(' ', 'T') + "Z");
    }

    static @Nullable Instant instantOrNull(JsonNode fields, String name) {
        String written = text(fields, name);
        return written == null ? null : instant(written);
    }
}
