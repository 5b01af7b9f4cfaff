package io.polyclerk.ai.graph;

import io.polyclerk.ai.graph.TradeGraph.Between;
import io.polyclerk.core.knowledge.FactGraph.Say;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be said about whether a product works with something. */
final class FitAnswers {

    private static final Pattern WATTS =
            Pattern.compile("(\\d{1,4}(?:[.,]\\d)?)\\s?(?:W|w|瓦|Вт|วัตต์|واط|वाट|와트|ワット)(?![\\p{L}\\p{N}])");

    private final TradeGraph graph;
    private final Teller teller;

    FitAnswers(TradeGraph graph, Teller teller) {
        this.graph = graph;
        this.teller = teller;
    }

    /** @param fitsBy groups of terms that count for this sort of product; empty for all */
    void works(ProductReading product, List<String> asked, Set<String> fitsBy) {
        for (String one : asked) {
            if (!said(product, one, fitsBy)) {
                teller.say(Say.FIT_UNKNOWN, Map.of("product", product.title(), "asked", teller.name(one)), null);
            }
        }
    }

    private boolean said(ProductReading product, String asked, Set<String> fitsBy) {
        if (product.terms().contains(asked)
                || graph.concept(asked).broader().stream().anyMatch(product.terms()::contains)) {
            teller.say(Say.HAS, Map.of("product", product.title(), "asked", teller.name(asked)), null);
            return true;
        }
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put(asked, "");
        graph.statements(asked, "has").forEach(statement -> needed.put(statement.object(), statement.source()));
        for (String need : inOrder(needed.keySet(), fitsBy)) {
            if (product.terms().contains(need)) {
                say(Say.WORKS, product, need, asked, needed.getOrDefault(need, ""));
                return true;
            }
        }
        return between(product, asked, needed, fitsBy);
    }

    private boolean between(ProductReading product, String asked, Map<String, String> needed, Set<String> fitsBy) {
        for (String predicate : List.of("worksWith", "doesNotFit")) {
            for (String has : inOrder(product.terms(), fitsBy)) {
                for (String need : inOrder(needed.keySet(), fitsBy)) {
                    Optional<Between> found = graph.between(has, need, predicate);
                    if (found.isPresent()) {
                        say(
                                predicate.equals("worksWith") ? Say.WORKS : Say.NOT_WORKS,
                                product,
                                has,
                                asked,
                                found.get().source());
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Two products with each other. */
    void both(ProductReading one, ProductReading other, Set<String> fitsBy) {
        List<String> shared = inOrder(one.terms(), fitsBy).stream()
                .filter(other.terms()::contains)
                .filter(term -> graph.is(term, "Term"))
                .toList();
        Map<String, String> names = new LinkedHashMap<>(Map.of("product", one.title(), "asked", other.title()));
        if (shared.isEmpty()) {
            teller.say(Say.FIT_UNKNOWN, names, null);
            return;
        }
        names.put("found", teller.names(shared));
        teller.say(Say.WORKS_BOTH, names, null);
    }

    /** Whether a charger gives as much as is asked. */
    void power(ProductReading product, String question) {
        Optional<BigDecimal> wanted = watts(question);
        Optional<BigDecimal> given = watts(product.facts());
        if (wanted.isPresent() && given.isPresent()) {
            boolean enough = given.get().compareTo(wanted.get()) >= 0;
            teller.say(
                    enough ? Say.POWER_ENOUGH : Say.POWER_LESS,
                    Map.of(
                            "product",
                            product.title(),
                            "has",
                            given.get().toPlainString(),
                            "asked",
                            wanted.get().toPlainString()),
                    null);
        }
    }

    private static Optional<BigDecimal> watts(String text) {
        Matcher matcher = WATTS.matcher(text);
        List<BigDecimal> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(new BigDecimal(matcher.group(1).replace(',', '.')));
        }
        return found.stream().max(BigDecimal::compareTo);
    }

    private void say(Say say, ProductReading product, String found, String asked, String source) {
        teller.say(
                say,
                Map.of("product", product.title(), "found", teller.name(found), "asked", teller.name(asked)),
                source.isEmpty() ? null : source);
    }

    /** What counts, in the order in which it counts. */
    private List<String> inOrder(Set<String> terms, Set<String> fitsBy) {
        if (fitsBy.isEmpty()) {
            return List.copyOf(terms);
        }
        List<String> ordered = new ArrayList<>();
        for (String group : fitsBy) {
            terms.stream()
                    .filter(term -> graph.concept(term).groups().contains(group))
                    .forEach(ordered::add);
        }
        return ordered;
    }
}
