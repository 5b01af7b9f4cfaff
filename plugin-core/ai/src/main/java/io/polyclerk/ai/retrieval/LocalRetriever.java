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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds passages in an index on disk, one folder for each merchant. The index follows the library: what changed there is taken over
 * when somebody asks, and an index that is missing or broken is built anew. Thread-safe.
 */
public final class LocalRetriever implements Retriever, AutoCloseable {

    /** Passages that are given back. */
    public static final int MOST = 3;

    private static final System.Logger LOGGER = System.getLogger(LocalRetriever.class.getName());
    private static final int CANDIDATES = 10;
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Path folder;
    private final Library library;
    private final SentenceVectors vectors;
    private final Clock clock;
    private final Map<String, Open> open = new HashMap<>();

    private record Open(ShopIndex index, Instant checkedAt) {}

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
            List<ShopIndex.Hit> hits =
                    index(question.merchant()).search(question.text(), question.language(), CANDIDATES);
            return findings(hits, question.language());
        } catch (IOException | RuntimeException failure) {
            LOGGER.log(
                    System.Logger.Level.ERROR, "the texts of " + question.merchant() + " cannot be searched", failure);
            forget(question.merchant());
            return Findings.NOTHING;
        }
    }

    private Findings findings(List<ShopIndex.Hit> hits, String language) {
        if (hits.isEmpty()) {
            return Findings.NOTHING;
        }
        List<Passage> passages = new ArrayList<>();
        for (ShopIndex.Hit hit : hits) {
            passages.add(Confidence.scored(hit, language));
        }
        boolean known = Confidence.isAnswer(hits, language);
        List<Passage> settled = Contradictions.settle(passages);
        return new Findings(settled.subList(0, Math.min(MOST, settled.size())), known);
    }

    /** The index, brought up to what the library has. */
    private synchronized ShopIndex index(String merchant) throws IOException {
        Instant now = clock.instant();
        Open known = open.get(merchant);
        if (known != null && Duration.between(known.checkedAt(), now).compareTo(FRESH) < 0) {
            return known.index();
        }
        ShopIndex index = known == null ? openIndex(merchant) : known.index();
        open.put(merchant, new Open(index, now));
        follow(index, merchant);
        return index;
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
            clear(own);
            return new ShopIndex(own, vectors);
        }
    }

    private synchronized void forget(String merchant) {
        Open broken = open.remove(merchant);
        if (broken != null) {
            closeQuietly(broken.index());
        }
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(folder))
                    .toList()) {
                Files.delete(file);
            }
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
        open.values().forEach(one -> closeQuietly(one.index()));
        open.clear();
    }
}
