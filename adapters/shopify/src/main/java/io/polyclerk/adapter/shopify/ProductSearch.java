package io.polyclerk.adapter.shopify;

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
import org.jspecify.annotations.Nullable;

/**
 * Finds the products that a shopper's sentence is about. The shop's own search wants every word to occur, so the names of all products
 * are kept for some minutes and compared here; prices and stock are always fetched anew.
 */
final class ProductSearch {

    private static final Duration NAMES_LAST = Duration.ofMinutes(10);
    private static final double WORTH_SHOWING = 0.5;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");
    private static final Pattern WITHOUT_SPACES =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsHangul}]");
    /** Parts with hyphens that hold a digit or are all capitals, or letters and digits in one. */
    private static final Pattern CODE =
            Pattern.compile("\\b(?:(?=[\\w./-]*\\d)(?=[\\w./-]*[A-Za-z])[A-Za-z0-9][\\w./-]{2,}\\w"
                    + "|[A-Z0-9]+(?:[-_./][A-Z0-9]+)+)");

    private final Shop shop;
    private final Clock clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private @Nullable Names names;

    private record Named(String id, Set<String> name, Set<String> about) {}

    private record Names(List<Named> all, Instant readAt) {}

    private record Hit(Named product, double score) {}

    ProductSearch(Shop shop, Clock clock) {
        this.shop = shop;
        this.clock = clock;
    }

    List<Product> search(String words, int limit) {
        if (words.isBlank() || limit < 1) {
            return List.of();
        }
        List<Shop.Coded> coded = CODE.matcher(words)
                .results()
                .limit(3)
                .flatMap(code -> shop.coded(code.group()).stream()
                        .filter(one -> one.sku().equalsIgnoreCase(code.group())))
                .toList();
        if (!coded.isEmpty()) {
            // Asked for by its code, nothing else will do, even when it is not for sale.
            return coded.stream()
                    .limit(limit)
                    .flatMap(one -> shop.product(one.productId()).map(whole -> only(whole, one.variantId())).stream())
                    .toList();
        }
        return best(words, limit).stream()
                .map(shop::product)
                .flatMap(Optional::stream)
                .filter(product -> !product.variants().isEmpty())
                .toList();
    }

    private static Product only(Product whole, String variant) {
        List<Variant> one = whole.variants().stream()
                .filter(known -> known.id().equals(variant))
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
        List<Named> all = names();
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
        return Math.max(fit(product.name(), word), 0.5 * fit(product.about(), word));
    }

    private static double fit(Set<String> known, String word) {
        return known.stream().mapToDouble(one -> likeness(word, one)).max().orElse(0);
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

    private List<Named> names() {
        // Many shoppers may ask at once; one of them fetches for all.
        refreshing.lock();
        try {
            Names known = names;
            boolean fresh =
                    known != null && clock.instant().isBefore(known.readAt().plus(NAMES_LAST));
            Names current = fresh ? Objects.requireNonNull(known) : fetched();
            names = current;
            return current.all();
        } finally {
            refreshing.unlock();
        }
    }

    private Names fetched() {
        return new Names(
                shop.catalogue().stream()
                        .map(one -> new Named(one.id(), tokens(one.name()), tokens(one.about())))
                        .toList(),
                clock.instant());
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
