package io.polyclerk.ai.graph;

import io.polyclerk.spi.store.Product;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the graph knows of the things that the shop's facts on a product name.
 *
 * @param listed known ingredients in the order of the list
 * @param count how long the list is; 0 when the shop gives none
 * @param terms concepts that stand anywhere in the facts
 * @param facts in plain words
 */
record ProductReading(Product product, List<String> listed, int count, Set<String> terms, String facts) {

    private static final Pattern SEPARATOR = Pattern.compile("[,;、，；•·]|\\s/\\s");
    private static final int FEWEST_LISTED = 3;
    private static final int LONGEST_FACTS = 20_000;

    static ProductReading of(Product product, TradeGraph graph, Set<String> languages) {
        List<String> best = List.of();
        int count = 0;
        for (String fact : product.facts().values()) {
            List<String> pieces = SEPARATOR
                    .splitAsStream(fact)
                    .map(Words::plain)
                    .filter(piece -> !piece.isEmpty())
                    .toList();
            List<String> known = pieces.stream()
                    .map(piece -> piece.replaceFirst("\\s*\\(.*$", ""))
                    .flatMap(piece -> graph.ofNotation(piece).stream())
                    .distinct()
                    .toList();
            if (pieces.size() >= FEWEST_LISTED && known.size() >= 2 && known.size() > best.size()) {
                best = known;
                count = pieces.size();
            }
        }
        String facts = facts(product);
        Set<String> terms = new LinkedHashSet<>();
        graph.labels().find(Words.plain(facts), languages).forEach(found -> terms.add(found.concept()));
        return new ProductReading(product, best, count, terms, facts);
    }

    private static String facts(Product product) {
        Collection<String> lines = new ArrayList<>(List.of(product.title()));
        product.facts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(fact -> lines.add(fact.getKey() + ": " + fact.getValue()));
        String text = lines.stream().collect(Collectors.joining("\n"));
        return text.length() <= LONGEST_FACTS ? text : text.substring(0, LONGEST_FACTS);
    }

    boolean hasList() {
        return count > 0;
    }

    String title() {
        return product.title();
    }
}
