package io.polyclerk.server.stores;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Product;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what stores answered about products. An answer counts until it is old or the store says that one of its products has
 * changed; when the store is away, an old one is better than none, because it says of when it is. Many who ask the same at once ask the
 * store once. Thread-safe.
 */
public final class ProductMemory {

    private static final int MOST = 20_000;
    private static final double ENOUGH_OF_A_NAME = 0.6;

    private final Cache<Question, Kept> kept;
    private final ConcurrentHashMap<Question, CompletableFuture<Kept>> underway = new ConcurrentHashMap<>();
    private final ProductNews news;
    private final ReadLimits limits;
    private final Clock clock;

    private record Question(ConnectionId store, String words, int limit) {}

    private record Kept(List<Product> products, Set<String> ids, Instant readAt, long mark) {}

    public ProductMemory(ProductNews news, ReadLimits limits, Clock clock) {
        this.news = news;
        this.limits = limits;
        this.clock = clock;
        this.kept = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(limits.stale())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** @param store asked when nothing is remembered that still counts */
    List<Product> products(ConnectionId id, String words, int limit, Supplier<List<Product>> store) {
        Question question = new Question(id, words.strip().toLowerCase(Locale.ROOT), limit);
        @Nullable Kept known = kept.getIfPresent(question);
        if (known != null && counts(id, known)) {
            return known.products();
        }
        try {
            return asked(question, store).products();
        } catch (AdapterException.Unavailable | AdapterException.RateLimited away) {
            List<Product> remembered = known == null ? named(question) : known.products();
            if (remembered.isEmpty()) {
                throw away;
            }
            return remembered;
        }
    }

    /** Products that are remembered from other questions and that this one names, the newest answer of each. */
    private List<Product> named(Question question) {
        Set<String> words = words(question.words());
        Map<String, Product> found = new LinkedHashMap<>();
        kept.asMap().entrySet().stream()
                .filter(entry -> entry.getKey().store().equals(question.store()))
                .sorted(Comparator.comparing((Map.Entry<Question, Kept> entry) ->
                                entry.getValue().readAt())
                        .reversed())
                .flatMap(entry -> entry.getValue().products().stream())
                .filter(product -> isNamed(product, words))
                .forEach(product -> found.putIfAbsent(product.id(), product));
        return found.values().stream().limit(question.limit()).toList();
    }

    private static boolean isNamed(Product product, Set<String> words) {
        Set<String> title = words(product.title());
        long said = title.stream().filter(words::contains).count();
        return said > 0 && said >= title.size() * ENOUGH_OF_A_NAME;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> word.length() > 1)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean counts(ConnectionId id, Kept known) {
        return clock.instant().isBefore(known.readAt().plus(limits.fresh()))
                && !news.since(id, known.mark()).concerns(known.ids());
    }

    private Kept asked(Question question, Supplier<List<Product>> store) {
        CompletableFuture<Kept> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<Kept> others = underway.putIfAbsent(question, mine);
        if (others != null) {
            return joined(others);
        }
        try {
            // Looked at before the store is asked: what changes meanwhile is news.
            long mark = news.mark(question.store());
            Instant readAt = clock.instant();
            List<Product> products = store.get();
            Set<String> ids = products.stream().map(Product::id).collect(Collectors.toUnmodifiableSet());
            Kept answer = new Kept(List.copyOf(products), ids, readAt, mark);
            kept.put(question, answer);
            mine.complete(answer);
            return answer;
        } catch (RuntimeException failure) {
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            underway.remove(question, mine);
        }
    }

    private static Kept joined(CompletableFuture<Kept> others) {
        try {
            return others.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException same) {
                throw same;
            }
            throw failed;
        }
    }
}
