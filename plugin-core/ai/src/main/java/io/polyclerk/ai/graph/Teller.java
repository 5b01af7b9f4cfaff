package io.polyclerk.ai.graph;

import io.polyclerk.core.knowledge.FactGraph.Finding;
import io.polyclerk.core.knowledge.FactGraph.Say;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers what is said, with names in the language of the question. Used by one thread. */
final class Teller {

    private final TradeGraph graph;
    private final String language;
    private final List<Finding> findings = new ArrayList<>();

    Teller(TradeGraph graph, String language) {
        this.graph = graph;
        this.language = language;
    }

    String language() {
        return language;
    }

    String name(String address) {
        return graph.name(address, language);
    }

    String names(Collection<String> addresses) {
        String comma =
                language.startsWith("zh") || language.startsWith("ja") ? "、" : language.startsWith("ar") ? "، " : ", ";
        return addresses.stream().map(this::name).distinct().collect(Collectors.joining(comma));
    }

    /** @param source its address; null for what the shop says */
    void say(Say say, Map<String, String> names, @Nullable String source) {
        findings.add(new Finding(say, names, source == null ? null : graph.source(source, language)));
    }

    boolean isEmpty() {
        return findings.isEmpty();
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
