package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.store.Product;
import io.polyclerk.support.ProductNames;
import io.polyclerk.support.ShopText;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds products by their codes, or else by what a shopper's sentence says; prices and stock are always fetched anew. */
final class ProductSearch {

    private static final int MOST_NAMES = 2_000;
    private static final String OF_VARIATIONS = "variations ";
    /** Up to three words of capitals and digits. */
    private static final Pattern CODE_ALONE = Pattern.compile("[A-Z0-9]{3,40}( [A-Z0-9]{3,40}){0,2}");

    private final WooCommerceApi api;
    private final ProductReader reader;
    private final ProductNames names;
    private final Clock clock;

    ProductSearch(WooCommerceApi api, Clock clock) {
        this.api = api;
        this.reader = new ProductReader(api);
        this.names = new ProductNames(this::names, clock);
        this.clock = clock;
    }

    List<Product> search(String words, int limit) {
        if (words.isBlank() || limit < 1) {
            return List.of();
        }
        List<JsonNode> coded = codes(words).stream()
                .flatMap(code -> api.products(Map.of("sku", code), product -> true, 10).stream())
                .toList();
        if (!coded.isEmpty()) {
            // Asked for by its code, nothing else will do, even when it is not for sale.
            return coded.stream()
                    .filter(ProductSearch::isPublished)
                    .map(this::readCoded)
                    .flatMap(Optional::stream)
                    .limit(limit)
                    .toList();
        }
        List<String> ids = names.best(words, limit);
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, JsonNode> found = fetched(ids);
        return ids.stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .map(product -> reader.read(product, clock.instant()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What looks like a code, or, where that is all that was said, what may be one all the same, such as a bar code's number. */
    private static List<String> codes(String words) {
        List<String> codes = ProductNames.codes(words);
        String all = words.strip();
        return codes.isEmpty() && CODE_ALONE.matcher(all).matches() ? List.of(all.split(" ")) : codes;
    }

    /**
     * Whatever is on sale, without asking for the variations of each product: what has variations comes once more with them, after
     * everything else.
     *
     * @param after number of the page before, with a mark when it was one of variations
     */
    ProductListing.Page page(@Nullable String after, int limit) {
        int size = Math.clamp(limit, 1, WooCommerceApi.LARGEST_PAGE);
        if (after != null && after.startsWith(OF_VARIATIONS)) {
            return variations(Integer.parseInt(after.substring(OF_VARIATIONS.length())) + 1, size);
        }
        int page = after == null ? 1 : Integer.parseInt(after) + 1;
        List<JsonNode> found = api.productPage(page, size);
        List<Product> products = found.stream()
                .filter(ProductReader::isPublic)
                .map(product -> reader.readAlone(product, clock.instant()))
                .flatMap(Optional::stream)
                .toList();
        return new ProductListing.Page(products, found.size() < size ? OF_VARIATIONS + "0" : Integer.toString(page));
    }

    private ProductListing.Page variations(int page, int size) {
        List<JsonNode> found = api.variationPage(page, size);
        Map<String, List<JsonNode>> byProduct = found.stream()
                .filter(variation -> ProductReader.parentOf(variation) != null)
                .collect(Collectors.groupingBy(
                        variation -> Objects.requireNonNull(ProductReader.parentOf(variation)),
                        LinkedHashMap::new,
                        Collectors.toList()));
        Map<String, JsonNode> parents = byProduct.isEmpty() ? Map.of() : fetched(List.copyOf(byProduct.keySet()));
        List<Product> products = byProduct.entrySet().stream()
                .filter(entry -> parents.containsKey(entry.getKey()))
                .map(entry -> reader.read(
                        Objects.requireNonNull(parents.get(entry.getKey())), entry.getValue(), clock.instant()))
                .flatMap(Optional::stream)
                .toList();
        return new ProductListing.Page(products, found.size() < size ? null : OF_VARIATIONS + page);
    }

    private Map<String, JsonNode> fetched(List<String> ids) {
        return api
                .products(
                        Map.of("include", String.join(",", ids), "status", "publish"),
                        ProductReader::isPublic,
                        ids.size())
                .stream()
                .collect(Collectors.toMap(product -> product.path("id").asText(), product -> product));
    }

    /** Of a product with variations only the one that was asked for is told. */
    private Optional<Product> readCoded(JsonNode product) {
        String parent = ProductReader.parentOf(product);
        if (parent == null) {
            return reader.read(product, clock.instant());
        }
        return Optional.ofNullable(fetched(List.of(parent)).get(parent))
                .flatMap(whole -> reader.read(whole, clock.instant()))
                .map(whole -> ProductNames.only(whole, product.path("id").asText()));
    }

    private static boolean isPublished(JsonNode product) {
        return ProductReader.parentOf(product) == null
                ? ProductReader.isPublic(product)
                : product.path("status").asText().equals("publish");
    }

    private List<ProductNames.Named> names() {
        Map<String, String> query = Map.of(
                "status", "publish",
                "orderby", "popularity",
                "_fields", "id,name,status,catalog_visibility,post_password,categories,tags");
        return api.products(query, ProductReader::isPublic, MOST_NAMES).stream()
                .map(product -> new ProductNames.Named(
                        product.path("id").asText(),
                        ShopText.line(product.path("name").asText()),
                        about(product)))
                .toList();
    }

    private static String about(JsonNode product) {
        return Stream.concat(
                        product.path("categories").findValuesAsText("name").stream(),
                        product.path("tags").findValuesAsText("name").stream())
                .map(ShopText::line)
                .collect(Collectors.joining(" "));
    }
}
