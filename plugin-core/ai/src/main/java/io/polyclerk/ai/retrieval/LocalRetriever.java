package io.polyclerk.ai.retrieval;

import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.knowledge.Retriever;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Finds passages in an index on disk, one folder for each merchant. The index follows the library: what changed there is taken over
 * when somebody asks, beside the question when it takes long, and an index that is missing or broken is built anew. Thread-safe.
 */
public final class LocalRetriever implements Retriever, AutoCloseable {

    /** Passages that are given back. */
    public static final int MOST = 3;

    private static final System.Logger LOGGER = System.getLogger(LocalRetriever.class.getName());
    private static final int CANDIDATES = 10;
    private static final Duration FRESH = Duration.ofSeconds(2);
    /** A long document takes minutes to be read in; the shopper who asks meanwhile gets what was there before. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Before an index has ever been complete there is nothing to answer with. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);

    /** Texts in another language that a shop has for each one in the asker's, before these are looked at. */
    private static final int MANY_TIMES = 3;

    private static final int MOST_OTHERS = 2;

    private static final Duration WHOLE = Duration.ofHours(1);

    private final Path folder;
    private final Library library;
    private final SentenceVectors vectors;
    private final Clock clock;
    private final Map<String, Shop> open = new HashMap<>();
    private final ExecutorService followers = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("knowledge-index-", 0).daemon(true).factory());

    /** A merchant's index and what brings it up to the library. */
    private static final class Shop {
        private final ShopIndex index;
        private Instant checkedAt = Instant.MIN;
        private @Nullable Future<?> following;
        private volatile boolean isComplete;

        Shop(ShopIndex index) {
            this.index = index;
        }
    }

    /** @param folder for the indexes; nothing in it is lost when it is deleted */
    public LocalRetriever(Path folder, Library library, SentenceVectors vectors, Clock clock) {
        this.folder = folder;
        this.library = library;
        this.vectors = vectors;
        this.clock = clock;
    }

    @Override
    public Findings find(Question question) {
        if (question.text().isBlank()) {
            return Findings.NOTHING;
        }
        try {
            ShopIndex index = index(question.merchant(), FIRST_PATIENCE, PATIENCE);
            Findings own =
                    findings(index.search(question.text(), question.language(), CANDIDATES), question.language());
            return own.likely() > 0 ? own : elsewhere(index, question).orElse(own);
        } catch (IOException | RuntimeException failure) {
            LOGGER.log(
                    System.Logger.Level.ERROR, "the texts of " + question.merchant() + " cannot be searched", failure);
            forget(question.merchant());
            return Findings.NOTHING;
        }
    }

    /** A shop that has written in one language only is asked in others too. What is found there is never an answer by itself. */
    private Optional<Findings> elsewhere(ShopIndex index, Question question) throws IOException {
        String own = Analyzers.general(question.language());
        Map<String, Integer> pieces = index.languages();
        int few = pieces.getOrDefault(own, 0);
        List<String> others = pieces.entrySet().stream()
                .filter(other -> !other.getKey().equals(own) && other.getValue() > MANY_TIMES * few)
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .limit(MOST_OTHERS)
                .toList();
        for (String other : others) {
            String asked = WordByWord.translated(question.text(), own, other).orElse("");
            Findings found =
                    asked.isEmpty() ? Findings.NOTHING : findings(index.search(asked, other, CANDIDATES), other);
            if (found.likely() > 0) {
                return Optional.of(new Findings(found.passages(), false, found.likely()));
            }
        }
        return Optional.empty();
    }

    /** Brings the index of a merchant up to its texts and comes back when all of them can be found. */
    public void prepare(String merchant) throws IOException {
        index(merchant, WHOLE, WHOLE);
    }

    private Findings findings(List<Hit> hits, String language) {
        if (hits.isEmpty()) {
            return Findings.NOTHING;
        }
        List<Passage> passages = new ArrayList<>();
        for (Hit hit : hits) {
            passages.add(Confidence.scored(hit, language));
        }
        List<Passage> settled = Contradictions.settle(passages);
        return new Findings(
                settled.subList(0, Math.min(MOST, settled.size())),
                Confidence.isAnswer(hits, language),
                Confidence.likely(hits, language));
    }

    /** The index, brought up to what the library has; what is still being read in is not in it, and nobody waits long for that. */
    private ShopIndex index(String merchant, Duration atFirst, Duration later) throws IOException {
        Shop shop;
        Future<?> following;
        synchronized (this) {
            Instant now = clock.instant();
            shop = open.get(merchant);
            if (shop == null) {
                shop = new Shop(openIndex(merchant));
                open.put(merchant, shop);
            }
            following = shop.following;
            if ((following == null || following.isDone())
                    && (shop.checkedAt == Instant.MIN
                            || Duration.between(shop.checkedAt, now).compareTo(FRESH) >= 0)) {
                shop.checkedAt = now;
                following = followed(shop, merchant);
                shop.following = following;
            }
        }
        if (following != null) {
            await(following, shop.isComplete ? later : atFirst);
        }
        return shop.index;
    }

    private Future<?> followed(Shop shop, String merchant) {
        return followers.submit(() -> {
            follow(shop.index, merchant);
            shop.isComplete = true;
            return merchant;
        });
    }

    private static void await(Future<?> following, Duration patience) throws IOException {
        try {
            following.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            // What was there before answers meanwhile.
        } catch (ExecutionException failure) {
            throw new IOException("the library could not be followed", failure.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(ShopIndex index, String merchant) throws IOException {
        Map<String, String> wanted = library.versions(merchant);
        Map<String, String> had = index.versions();
        boolean changed = false;
        for (String id : had.keySet()) {
            if (!wanted.containsKey(id)) {
                index.remove(id);
                changed = true;
            }
        }
        for (Map.Entry<String, String> text : wanted.entrySet()) {
            if (!text.getValue().equals(had.get(text.getKey()))) {
                ShopText found = library.text(merchant, text.getKey()).orElse(null);
                if (found != null) {
                    index.replace(found);
                    changed = true;
                }
            }
        }
        if (changed) {
            index.commit();
        }
    }

    private ShopIndex openIndex(String merchant) throws IOException {
        // A merchant's name may hold what a file name must not.
        Path own = Files.createDirectories(folder.resolve(
                Base64.getUrlEncoder().withoutPadding().encodeToString(merchant.getBytes(StandardCharsets.UTF_8))
                        + vectors.stamp()));
        try {
            return new ShopIndex(own, vectors);
        } catch (IOException | IllegalArgumentException broken) {
            LOGGER.log(System.Logger.Level.WARNING, "an index is broken and is built anew: {0}", broken.getMessage());
            IOUtils.rm(own);
            Files.createDirectories(own);
            return new ShopIndex(own, vectors);
        }
    }

    private synchronized void forget(String merchant) {
        Shop broken = open.remove(merchant);
        if (broken != null) {
            closeQuietly(broken.index);
        }
    }

    private static void closeQuietly(ShopIndex index) {
        try {
            index.close();
        } catch (UncheckedIOException failure) {
            LOGGER.log(System.Logger.Level.WARNING, "an index could not be closed", failure);
        }
    }

    @Override
    public synchronized void close() {
        open.values().forEach(one -> closeQuietly(one.index));
        open.clear();
    }
}
