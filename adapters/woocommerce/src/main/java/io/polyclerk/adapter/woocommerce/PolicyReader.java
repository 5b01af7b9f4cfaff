package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.store.ShopPolicy;
import io.polyclerk.support.ShopText;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;

/** Finds the shop's policies among the pages of its site: WordPress does not say which page is which, so their titles are read. */
final class PolicyReader {

    private static final Map<ShopPolicy.Kind, Pattern> TITLES = titles();
    /** Pages that are programs and not texts. */
    private static final List<String> NOT_TEXTS = List.of("cart", "checkout", "my-account", "shop");

    private final WooCommerceApi api;

    PolicyReader(WooCommerceApi api) {
        this.api = api;
    }

    private static Map<ShopPolicy.Kind, Pattern> titles() {
        Properties words = new Properties();
        try (Reader file = new InputStreamReader(
                Objects.requireNonNull(PolicyReader.class.getResourceAsStream("policy-titles.properties")),
                StandardCharsets.UTF_8)) {
            words.load(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Map<ShopPolicy.Kind, Pattern> titles = new EnumMap<>(ShopPolicy.Kind.class);
        words.stringPropertyNames()
                .forEach(kind -> titles.put(ShopPolicy.Kind.valueOf(kind), Pattern.compile(words.getProperty(kind))));
        return titles;
    }

    List<ShopPolicy> policies() {
        List<JsonNode> pages = api.pages();
        if (pages.isEmpty()) {
            return List.of();
        }
        String language =
                api.settings().language().map(name -> name.replace('_', '-')).orElse("und");
        List<ShopPolicy> policies = new ArrayList<>();
        for (JsonNode page : pages) {
            String title = ShopText.line(page.at("/title/rendered").asText());
            String text = ShopText.paragraphs(page.at("/content/rendered").asText());
            String slug = page.path("slug").asText();
            if (text.isBlank() || page.at("/content/protected").asBoolean() || NOT_TEXTS.contains(slug)) {
                continue;
            }
            String own = Json.text(page, "lang");
            for (ShopPolicy.Kind kind : kinds((title + " " + slug).toLowerCase(Locale.ROOT))) {
                policies.add(new ShopPolicy(
                        kind, own == null ? language : own, title, text, ShopText.webAddress(Json.text(page, "link"))));
            }
        }
        return policies;
    }

    /** A page on "delivery and returns" answers for both. */
    private static List<ShopPolicy.Kind> kinds(String title) {
        List<ShopPolicy.Kind> kinds = TITLES.entrySet().stream()
                .filter(entry -> entry.getValue().matcher(title).find())
                .map(Map.Entry::getKey)
                .toList();
        return kinds.isEmpty() ? List.of(ShopPolicy.Kind.OTHER) : kinds;
    }
}
