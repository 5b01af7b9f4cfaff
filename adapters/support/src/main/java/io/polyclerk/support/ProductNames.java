package io.polyclerk.support;

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
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the products that a shopper's sentence is about. A shop's own search wants every word to occur, so the names of all products
 * are kept for ten minutes and compared here; prices and stock are never kept. Thread-safe.
 */
public final class ProductNames {

    private static final Duration NAMES_LAST = Duration.ofMinutes(10);
    private static final double WORTH_SHOWING = 0.5;
    private static final int MOST_CODES = 3;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");
    private static final Pattern WITHOUT_SPACES =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsHangul}]");
    /** Parts with hyphens that hold a digit or are all capitals, or letters and digits in one. */
    private static final Pattern CODE =
            Pattern.compile("\\b(?:(?=[\\w./-]*\\d)(?=[\\w./-]*[A-Za-z])[A-Za-z0-9][\\w./-]{2,}\\w"
                    + "|[A-Z0-9]+(?:[-_./][A-Z0-9]+)+)");

    private final Supplier<List<Named>> shop;
    private final Clock clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private @Nullable Names names;

    /** A product by its name and by what else it is known for. */
    public record Named(String id, String name, String about) {}

    private record Words(String id, Set<String> name, Set<String> about) {}

    private record Names(List<Words> all, Instant readAt) {}

    private record Hit(Words product, double score) {}

    /** @param shop asked for everything that is on sale; may call the shop */
    public ProductNames(Supplier<List<Named>> shop, Clock clock) {
        this.shop = shop;
        this.clock = clock;
    }

    /** Parts of a sentence that look like a code of an article. */
    public static List<String> codes(String sentence) {
        return CODE.matcher(sentence)
                .results()
                .map(MatchResult::group)
                .limit(MOST_CODES)
                .toList();
    }

    /** The product with the one variant that was asked for; with all of them when it has none such. */
    public static Product only(Product whole, String variant) {
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

    /** Ids of the products that fit best, best first; none when nothing fits. */
    public List<String> best(String sentence, int limit) {
        List<Words> all = names();
        Map<String, Double> weights =
                tokens(sentence).stream().collect(Collectors.toMap(word -> word, word -> weight(word, all)));
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
    private static double weight(String word, List<Words> all) {
        long sharing = all.stream().filter(product -> fit(product, word) > 0).count();
        return Math.log(1.0 + (double) all.size() / Math.max(1, sharing));
    }

    private static double score(Words product, Map<String, Double> weights) {
        return weights.entrySet().stream()
                .mapToDouble(word -> word.getValue() * fit(product, word.getKey()))
                .sum();
    }

    private static double fit(Words product, String word) {
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

    private List<Words> names() {
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
                shop.get().stream()
                        .map(one -> new Words(one.id(), tokens(one.name()), tokens(one.about())))
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
