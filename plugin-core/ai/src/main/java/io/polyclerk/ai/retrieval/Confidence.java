package io.polyclerk.ai.retrieval;

import io.polyclerk.core.knowledge.Passage;
import java.util.List;

/**
 * When a passage counts as an answer. The thresholds are measured on questions that have an answer and on questions that have none; the
 * page on knowledge accuracy has the figures and the command.
 */
final class Confidence {

    private static final double BY_WORDS = 0.42;
    private static final double BY_WORDS_IDEOGRAPHIC = 0.30;

    private Confidence() {}

    static Passage scored(ShopIndex.Hit hit, String language) {
        Passage passage = hit.passage();
        return new Passage(
                passage.document(),
                passage.position(),
                passage.heading(),
                passage.text(),
                passage.source(),
                hit.coverage(),
                false);
    }

    static boolean isAnswer(List<Passage> passages, String language) {
        double threshold = Analyzers.isIdeographic(language) ? BY_WORDS_IDEOGRAPHIC : BY_WORDS;
        return !passages.isEmpty() && passages.get(0).score() >= threshold;
    }
}
