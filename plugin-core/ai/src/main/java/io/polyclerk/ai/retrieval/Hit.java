package io.polyclerk.ai.retrieval;

import io.polyclerk.core.knowledge.Passage;
import org.jspecify.annotations.Nullable;

/**
 * A piece with what it was ranked by.
 *
 * @param coverage share of what was asked that stands in it, in these words or others that mean the same
 * @param nearness null where there is no model for the language
 */
record Hit(Passage passage, double coverage, @Nullable Nearness nearness) {

    /** What pieces are ranked by. The weights were learnt on the questions that are looked at; see the page on accuracy. */
    double rank() {
        // What has no vector, because its language had no model when it came in, stands behind.
        return nearness == null
                ? coverage - 2
                : nearness.whole() + 2 * nearness.sentence() + 0.4 * coverage + 0.3 * nearness.sentenceWords();
    }

    /**
     * How near a piece is to a question.
     *
     * @param whole cosine of the question with the piece
     * @param sentence cosine with the nearest of its sentences
     * @param sentenceWords the largest share of the question's own words in one sentence
     */
    record Nearness(double whole, double sentence, double sentenceWords) {}
}
