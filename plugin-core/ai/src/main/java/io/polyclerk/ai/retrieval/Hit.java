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

    /**
     * How near a piece is to a question.
     *
     * @param whole cosine of the question with the piece
     * @param sentence cosine with the nearest of its sentences
     * @param words share of the question's own words in the piece and its headings
     * @param sentenceWords the largest share of them in one sentence
     */
    record Nearness(double whole, double sentence, double words, double sentenceWords) {

        /** What pieces are ranked by. The weights were learnt on the set of questions that is looked at; see the page on accuracy. */
        double rank() {
            return whole + 2 * sentence + 0.2 * words + 0.3 * sentenceWords;
        }
    }
}
