package io.polyclerk.adapter.samplestore;

import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The products of {@code data/products.json} in English and Chinese. Ends of sales and new deliveries are days from the opening of
 * the shop and come again every four weeks, so that the shop never looks abandoned.
 */
final class Catalogue {

    private static final int SEASON_DAYS = 28;
    private static final LocalTime CLOSING = LocalTime.of(22, 0);

    /** Read when first asked for, as opening a connection has to be quick. */
    private static final class Shelf {
        private static final JsonObject JSON = read("products.json");
        private static final List<JsonObject> PRODUCTS =
                JSON.getJsonArray("products").getValuesAs(JsonObject.class);
        private static final JsonObject CATEGORIES = JSON.getJsonObject("categories");
        private static final ProductSearch SEARCH = new ProductSearch(PRODUCTS, CATEGORIES);
    }

    private Catalogue() {}

    static JsonObject read(String name) {
        InputStream file = Objects.requireNonNull(Catalogue.class.getResourceAsStream("/data/" + name));
        try (JsonReader reader = Json.createReader(file)) {
            return reader.readObject();
        }
    }

    /** Texts are Chinese for Chinese words and English for all others. */
    static List<Product> search(String words, int limit, Instant now, LocalDate openedOn) {
        LocalDate season = season(now, openedOn);
        String language = ProductSearch.languageOf(words);
        return Shelf.SEARCH.find(words).stream()
                .limit(Math.max(0, limit))
                .map(json -> product(json, language, now, season))
                .toList();
    }

    /** Everything there is, in English. */
    static List<Product> all(Instant now, LocalDate openedOn) {
        return Shelf.PRODUCTS.stream()
                .map(json -> product(json, "en", now, season(now, openedOn)))
                .toList();
    }

    private static LocalDate season(Instant now, LocalDate openedOn) {
        long days = ChronoUnit.DAYS.between(openedOn, LocalDate.ofInstant(now, ZoneOffset.UTC));
        return openedOn.plusDays(Math.floorDiv(days, SEASON_DAYS) * SEASON_DAYS);
    }

    static List<JsonObject> variants(JsonObject product) {
        return product.getJsonArray("variants").getValuesAs(JsonObject.class);
    }

    static Map<String, String> texts(JsonObject json, String name, String language) {
        JsonObject inLanguage = json.getJsonObject(name).getJsonObject(language);
        Map<String, String> texts = new LinkedHashMap<>();
        inLanguage.keySet().forEach(key -> texts.put(key, inLanguage.getString(key)));
        return texts;
    }

    private static Product product(JsonObject json, String language, Instant now, LocalDate season) {
        String sku = json.getString("sku");
        String title = json.getJsonObject("title").getString(language);
        return new Product(
                "product-" + sku,
                title,
                json.getJsonObject("description").getString(language),
                URI.create("https://quillbrook.example/" + language + "/products/" + sku),
                URI.create("samplestore/pictures/" + sku + ".png"),
                List.of(Shelf.CATEGORIES
                        .getJsonObject(json.getString("category"))
                        .getString(language)),
                texts(json, "facts", language),
                variants(json).stream()
                        .map(one -> variant(one, title, language, now, season))
                        .toList());
    }

    private static Variant variant(JsonObject json, String title, String language, Instant now, LocalDate season) {
        Map<String, String> options = texts(json, "options", language);
        Instant saleEnds = day(json, "saleEndsIn", season);
        String regular = json.getString("regularPrice", null);
        boolean sale = regular != null && (saleEnds == null || now.isBefore(saleEnds));
        Instant restock = day(json, "restockIn", season);
        String sku = json.getString("sku");
        return new Variant(
                "variant-" + sku,
                sku,
                options.isEmpty() ? title : String.join(", ", options.values()),
                options,
                price(regular == null || sale ? json.getString("price") : regular),
                sale && regular != null ? price(regular) : null,
                sale ? saleEnds : null,
                new Stock(
                        Stock.State.valueOf(json.getString("stock")),
                        json.containsKey("quantity") ? json.getInt("quantity") : null,
                        restock != null && now.isBefore(restock) ? restock : null,
                        now));
    }

    private static Money price(String amount) {
        return Money.of(amount, Shelf.JSON.getString("currency"));
    }

    private static @Nullable Instant day(JsonObject json, String name, LocalDate season) {
        return json.containsKey(name)
                ? season.plusDays(json.getInt(name)).atTime(CLOSING).toInstant(ZoneOffset.UTC)
                : null;
    }
}
