package io.polyclerk.ai.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.sparql.graph.GraphFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the graphs of those merchants who were asked last. A merchant's packs are added to the shipped ones and take nothing away from them. Made
 * anew within seconds of a change. Thread-safe.
 */
public final class TradeGraphs {

    /** Packs that every merchant has. */
    public static final List<String> SHIPPED = List.of("cosmetics", "electronics");

    private static final int MOST_KEPT = 16;
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final PackLibrary library;
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable Graph shipped;
    private @Nullable TradeGraph common;
    private @Nullable Questions questions;

    private record Kept(
            Map<String, String> versions, @Nullable TradeGraph graph, Instant checkedAt) {}

    TradeGraphs(PackLibrary library) {
        this.library = library;
    }

    synchronized Questions questions() {
        if (questions == null) {
            questions = new Questions(Pack.trusted(text("questions")).graph());
        }
        return questions;
    }

    synchronized TradeGraph of(String merchant) {
        Instant now = Instant.now();
        Kept known = kept.get(merchant);
        if (known == null || Duration.between(known.checkedAt(), now).compareTo(FRESH) > 0) {
            Map<String, String> versions = new TreeMap<>(library.versions(merchant));
            known = known != null && known.versions().equals(versions)
                    ? new Kept(versions, known.graph(), now)
                    : new Kept(versions, versions.isEmpty() ? null : made(merchant, versions), now);
            keep(merchant, known);
        }
        TradeGraph own = known.graph();
        return own == null ? common() : own;
    }

    private void keep(String merchant, Kept graph) {
        kept.put(merchant, graph);
        if (kept.size() > MOST_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    private TradeGraph made(String merchant, Map<String, String> versions) {
        Graph all = GraphFactory.createDefaultGraph();
        GraphUtil.addInto(all, shipped());
        for (String id : versions.keySet()) {
            library.turtle(merchant, id)
                    .ifPresent(turtle ->
                            GraphUtil.addInto(all, Pack.trusted(turtle).graph()));
        }
        return new TradeGraph(all);
    }

    private TradeGraph common() {
        if (common == null) {
            common = new TradeGraph(shipped());
        }
        return common;
    }

    private Graph shipped() {
        if (shipped == null) {
            Graph all = GraphFactory.createDefaultGraph();
            SHIPPED.forEach(
                    name -> GraphUtil.addInto(all, Pack.trusted(text(name)).graph()));
            shipped = all;
        }
        return shipped;
    }

    /** A pack that is shipped. */
    public static String text(String name) {
        try (InputStream file = TradeGraphs.class.getResourceAsStream("/knowledge/" + name + ".ttl")) {
            if (file == null) {
                throw new IllegalStateException("there is no pack " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
