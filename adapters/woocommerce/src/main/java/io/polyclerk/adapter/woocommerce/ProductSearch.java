package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Variant;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the products that a shopper's sentence is about. The shop's own search wants every word to occur, so the names of all
 * products are kept for some minutes and compared here; prices and stock are always fetched anew.
 */
final class ProductSearch {

    private static final Duration NAMES_LAST = Duration.ofMinutes(10);
    private static final int MOST_NAMES = 2_000;
    private static final double WORTH_SHOWING = 0.5;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");
    private static final Pattern WITHOUT_SPACES =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsHangul}]");
    /** Parts with hyphens that hold a digit or are all capitals, or letters and digits in one. */
    private static final Pattern CODE =
            Pattern.compile("\\b(?:(?=[\\w./-]*\\d)(?=[\\w./-]*[A-Za-z])[A-Za-z0-9][\\w./-]{2,}\\w"
                    + "|[A-Z0-9]+(?:[-_./][A-Z0-9]+)+)");

    private final WooCommerceApi api;
    private final ProductReader reader;
    private final Clock clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private @Nullable Names names;

    private record Named(String id, Set<String> name, Set<String> about) {}

    private record Names(List<Named> all, Instant readAt) {}

    private record Hit(Named product, double score) {}

    ProductSearch(WooCommerceApi api, Clock clock) {
        this.api = api;
        this.reader = new ProductReader(api);
        this.clock = clock;
    }

    List<Product> search(String words, int limit) {
        if (words.isBlank() || limit < 1) {
            return List.of();
        }
        List<JsonNode> coded = byCode(words);
        if (!coded.isEmpty()) {
            // Asked for by its code, nothing else will do, even when it is not for sale.
            return coded.stream()
                    .filter(ProductSearch::isPublished)
                    .map(this::readCoded)
                    .flatMap(Optional::stream)
                    .limit(limit)
                    .toList();
        }
        List<String> ids = best(words, limit);
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

    private Map<String, JsonNode> fetched(List<String> ids) {
        return api
                .products(
                        Map.of("include", String.join(",", ids), "status", "publish"),
                        ProductReader::isPublic,
                        ids.size())
                .stream()
                .collect(Collectors.toMap(product -> product.path("id").asText(), product -> product));
    }

    private List<JsonNode> byCode(String words) {
        return CODE.matcher(words)
                .results()
                .limit(3)
                .flatMap(code -> api.products(Map.of("sku", code.group()), product -> true, 10).stream())
                .toList();
    }

    /** Of a product with variations only the one that was asked for is told. */
    private Optional<Product> readCoded(JsonNode product) {
        String parent = ProductReader.parentOf(product);
        if (parent == null) {
            return reader.read(product, clock.instant());
        }
        return Optional.ofNullable(fetched(List.of(parent)).get(parent))
                .flatMap(whole -> reader.read(whole, clock.instant()))
                .map(whole -> only(whole, product.path("id").asText()));
    }

    private static boolean isPublished(JsonNode product) {
        return ProductReader.parentOf(product) == null
                ? ProductReader.isPublic(product)
                : product.path("status").asText().equals("publish");
    }

    private static Product only(Product whole, String variation) {
        List<Variant> one = whole.variants().stream()
                .filter(variant -> variant.id().equals(variation))
                .toList();
        return new Product(
                whole.id(),
                whole.title(),
                whole.description(),
                whole.page(),
                whole.picture(),
                whole.categories(),
                whole.facts(),
                one.isEmpty() ? whole.variants() : one);
    }

    private List<String> best(String words, int limit) {
        List<Named> all = names().all();
        Map<String, Double> weights =
                tokens(words).stream().collect(Collectors.toMap(word -> word, word -> weight(word, all)));
        List<Hit> hits = all.stream()
                .map(product -> new Hit(product, score(product, weights)))
                .filter(hit -> hit.score() > 0)
                .sorted(Comparator.comparingDouble(Hit::score).reversed())
                .limit(limit)
                .toList();
        return hits.stream()
                .takeWhile(hit -> hit.score() >= hits.get(0).score() * WORTH_SHOWING)
                .map(hit -> hit.product().id())
                .toList();
    }

    /** A word that many products share tells little about which one is meant. */
    private static double weight(String word, List<Named> all) {
        long sharing = all.stream().filter(product -> fit(product, word) > 0).count();
        return Math.log(1.0 + (double) all.size() / Math.max(1, sharing));
    }

    private static double score(Named product, Map<String, Double> weights) {
        return weights.entrySet().stream()
                .mapToDouble(word -> word.getValue() * fit(product, word.getKey()))
                .sum();
    }

    private static double fit(Named product, String word) {
        return Math.max(
                product.name().stream()
                        .mapToDouble(known -> likeness(word, known))
                        .max()
                        .orElse(0),
                product.about().stream()
                        .mapToDouble(known -> 0.5 * likeness(word, known))
                        .max()
                        .orElse(0));
    }

    /** Languages bend words mostly at their ends and glue them together. */
    private static double likeness(String word, String known) {
        if (word.equals(known)) {
            return 1;
        }
        String shorter = word.length() < known.length() ? word : known;
        String longer = word.length() < known.length() ? known : word;
        if (shorter.length() >= 4 && longer.startsWith(shorter)) {
            return 0.8;
        }
        return shorter.length() >= 5 && longer.contains(shorter) ? 0.5 : 0;
    }

    private Names names() {
        // Many shoppers may ask at once; one of them fetches for all.
        refreshing.lock();
        try {
            Names known = names;
            boolean fresh =
                    known != null && clock.instant().isBefore(known.readAt().plus(NAMES_LAST));
            Names current = fresh ? Objects.requireNonNull(known) : fetchedNames();
            names = current;
            return current;
        } finally {
            refreshing.unlock();
        }
    }

    private Names fetchedNames() {
        Map<String, String> query = Map.of(
                "status", "publish",
                "orderby", "popularity",
                "_fields", "id,name,status,catalog_visibility,post_password,categories,tags");
        return new Names(
                api.products(query, ProductReader::isPublic, MOST_NAMES).stream()
                        .map(product -> new Named(
                                product.path("id").asText(),
                                tokens(Json.plainLine(product.path("name").asText())),
                                tokens(about(product))))
                        .toList(),
                clock.instant());
    }

    private static String about(JsonNode product) {
        return Stream.concat(
                        product.path("categories").findValuesAsText("name").stream(),
                        product.path("tags").findValuesAsText("name").stream())
                .map(Json::plainLine)
                .collect(Collectors.joining(" "));
    }

    private static Set<String> tokens(String text) {
        String bare = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("(?<=\\p{IsLatin})\\p{M}+", "");
        // Put together again, as Korean syllables fall apart too.
        String plain = Normalizer.normalize(bare, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        Set<String> tokens = new LinkedHashSet<>();
        WORD.matcher(plain).results().map(word -> word.group()).forEach(word -> {
            if (WITHOUT_SPACES.matcher(word).find() && word.length() > 2) {
                IntStream.range(0, word.length() - 1).forEach(at -> tokens.add(word.substring(at, at + 2)));
            } else if (word.length() > 2 || word.chars().anyMatch(c -> Character.isDigit(c) || c > 0x24f)) {
                tokens.add(word);
            }
        });
        return tokens;
    }
}
