package io.polyclerk.ai.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ranks a handful of short texts by the words that they share with what is looked for. Thread-safe. */
public final class TextSearch {

    private static final double TITLE_WEIGHT = 2;
    private static final int LONGEST_QUERY = 500;

    private TextSearch() {}

    /** What is searched. @param title counts twice */
    public record Text(String title, String text) {}

    /** Places of the texts that share a word, best first; with equal rank in the order given. */
    public static List<Integer> rank(String query, String language, List<Text> texts) {
        String cut = query.length() <= LONGEST_QUERY ? query : query.substring(0, LONGEST_QUERY);
        Set<String> wanted = terms(cut, language);
        List<Set<String>> titles = new ArrayList<>();
        List<Set<String>> bodies = new ArrayList<>();
        Map<String, Integer> sharing = new HashMap<>();
        for (Text text : texts) {
            titles.add(terms(text.title(), language));
            bodies.add(terms(text.text(), language));
            Set<String> all = new HashSet<>(titles.getLast());
            all.addAll(bodies.getLast());
            all.forEach(term -> sharing.merge(term, 1, Integer::sum));
        }
        List<double[]> scored = new ArrayList<>();
        for (int place = 0; place < texts.size(); place++) {
            double score = 0;
            for (String term : wanted) {
                double weight = Math.log(1.0 + (double) texts.size() / Math.max(1, sharing.getOrDefault(term, 1)));
                score += titles.get(place).contains(term) ? TITLE_WEIGHT * weight : 0;
                score += bodies.get(place).contains(term) ? weight : 0;
            }
            if (score > 0) {
                scored.add(new double[] {place, score});
            }
        }
        scored.sort(Comparator.comparingDouble((double[] one) -> -one[1]));
        return scored.stream().map(one -> (int) one[0]).toList();
    }

    private static Set<String> terms(String text, String language) {
        return new HashSet<>(Analyzers.terms(Analyzers.of(language), text));
    }
}
