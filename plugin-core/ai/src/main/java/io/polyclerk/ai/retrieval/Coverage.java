package io.polyclerk.ai.retrieval;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;

/** How much of what was asked stands in a text: rare words count more, words that stand nowhere count most. Immutable. */
final class Coverage {

    private static final int FEWEST = 30;

    private final QuestionWords words;
    private final Map<String, Double> weights;
    private final String language;
    private final double all;

    private Coverage(QuestionWords words, Map<String, Double> weights, String language) {
        this.words = words;
        this.weights = weights;
        this.language = language;
        this.all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** @param field that has the texts of the language */
    static Coverage of(QuestionWords words, String language, String field, IndexSearcher searcher) throws IOException {
        Map<String, Double> weights = new LinkedHashMap<>();
        // In a handful of pieces no word is rare; they are weighed as if there were more.
        int pieces = Math.max(FEWEST, searcher.count(new TermQuery(new Term("language", language))));
        for (String term : words.own()) {
            int having = searcher.getIndexReader().docFreq(new Term(field, term));
            weights.put(term, Math.log(1 + (pieces - having + 0.5) / (having + 0.5)));
        }
        return new Coverage(words, weights, language);
    }

    /** By the words of the question or others that can stand for them. */
    double share(String text) {
        Set<String> there = terms(text);
        return sum(term -> words.isIn(term, there));
    }

    /** By the words of the question alone. */
    double ownShare(String text) {
        return sum(terms(text)::contains);
    }

    private Set<String> terms(String text) {
        return new HashSet<>(Analyzers.terms(Analyzers.of(language), text));
    }

    private double sum(Predicate<String> isThere) {
        double found = weights.entrySet().stream()
                .filter(weight -> isThere.test(weight.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        return all == 0 ? 0 : found / all;
    }
}
