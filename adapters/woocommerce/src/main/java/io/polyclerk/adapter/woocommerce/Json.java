package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.TextNode;
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

    /** An address that a browser may be sent to, or null. */
    static @Nullable URI webAddress(@Nullable String written) {
        try {
            URI address = written == null ? null : new URI(written);
            return address != null
                            && address.getHost() != null
                            && List.of("http", "https").contains(address.getScheme())
                    ? address
                    : null;
        } catch (URISyntaxException broken) {
            return null;
        }
    }

    /** Names may hold entities and tags. */
    static String plainLine(String html) {
        return Jsoup.parse(html).text();
    }

    /** Text of a page or description, with its paragraphs. */
    static String plainText(String html) {
        Document document = Jsoup.parse(html);
        document.select("script, style, noscript, form").remove();
        document.select("p, li, tr, h1, h2, h3, h4, h5, h6, div")
                .forEach(block -> block.appendChild(new TextNode("\n")));
        document.select("li").forEach(item -> item.prependText("• "));
        return document.body()
                .wholeText()
                .replaceAll("[ \\t\\u00a0]+", " ")
                .replaceAll(" ?\\n ?", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }
}
