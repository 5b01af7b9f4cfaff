package io.polyclerk.ai.retrieval;

import io.polyclerk.core.knowledge.Passage;
import java.util.List;

/**
 * When a passage counts as an answer: when enough of what was asked stands in it, or its meaning is near and some of the words stand in it.
 * The thresholds are measured on questions that have an answer and on questions that have none; the page on knowledge accuracy has
 * the figures and the command.
 */
final class Confidence {

    private static final Thresholds BY_SPACES = new Thresholds(0.42, 0.70, 0.25, 0.50);
    private static final Thresholds IDEOGRAPHIC = new Thresholds(0.30, 0.55, 0.15, 0.35);

    /**
     * From where on something is enough.
     *
     * @param coverage share of the words of the question
     * @param similarity of meaning
     * @param someWords share of the words beside a similar meaning
     * @param foreign below this similarity the words are there by chance
     */
    private record Thresholds(double coverage, double similarity, double someWords, double foreign) {
        boolean byWords(ShopIndex.Hit hit) {
            return hit.coverage() >= coverage && (hit.similarity() == 0 || hit.similarity() >= foreign);
        }

        boolean byMeaning(ShopIndex.Hit hit) {
            return hit.similarity() >= similarity && hit.coverage() >= someWords;
        }
    }

    private Confidence() {}

    private static Thresholds of(String language) {
        return Analyzers.isIdeographic(language) ? IDEOGRAPHIC : BY_SPACES;
    }

    static Passage scored(ShopIndex.Hit hit, String language) {
        Passage passage = hit.passage();
        return new Passage(
                passage.document(),
                passage.position(),
                passage.heading(),
                passage.text(),
                passage.source(),
                of(language).byMeaning(hit) ? Math.max(hit.coverage(), hit.similarity()) : hit.coverage(),
                false);
    }

    static boolean isAnswer(List<ShopIndex.Hit> hits, String language) {
        return !hits.isEmpty()
                && (of(language).byWords(hits.get(0)) || of(language).byMeaning(hits.get(0)));
    }
}
