package io.polyclerk.ai.retrieval;

import io.polyclerk.ai.retrieval.Hit.Nearness;
import io.polyclerk.core.knowledge.Passage;
import java.util.List;

/**
 * When a passage counts as an answer. With a sentence model: by a logistic regression over its nearest sentence and the words, learnt on questions
 * that have an answer and on questions that have none. By words alone: when enough of what was asked stands in it. The page on
 * knowledge accuracy has the figures and the command.
 */
final class Confidence {

    private static final Model BY_SPACES = new Model(17.5, 1.2, -7.3);
    private static final Model IDEOGRAPHIC = new Model(20.9, 5.1, -8.9);

    /** Share of the words of a question from which they are enough, where nothing is known of their meaning. */
    private static final double WORDS_BY_SPACES = 0.42;

    private static final double WORDS_IDEOGRAPHIC = 0.30;

    /** Log odds of a passage to be the answer, less the odds from which on it is said. */
    private record Model(double sentence, double coverage, double bias) {
        double of(Nearness nearness, double covered) {
            return sentence * nearness.sentence() + coverage * covered + bias;
        }
    }

    private Confidence() {}

    static Passage scored(Hit hit, String language) {
        Passage passage = hit.passage();
        return new Passage(
                passage.document(),
                passage.position(),
                passage.heading(),
                passage.text(),
                passage.source(),
                score(hit, language),
                false);
    }

    /** 0.5 and more count as an answer where there is a model. */
    private static double score(Hit hit, String language) {
        Nearness nearness = hit.nearness();
        return nearness == null ? hit.coverage() : 1 / (1 + Math.exp(-odds(nearness, hit.coverage(), language)));
    }

    private static double odds(Nearness nearness, double coverage, String language) {
        return (Analyzers.isIdeographic(language) ? IDEOGRAPHIC : BY_SPACES).of(nearness, coverage);
    }

    static boolean isAnswer(List<Hit> hits, String language) {
        if (hits.isEmpty()) {
            return false;
        }
        Hit first = hits.get(0);
        double words = Analyzers.isIdeographic(language) ? WORDS_IDEOGRAPHIC : WORDS_BY_SPACES;
        Nearness nearness = first.nearness();
        return nearness == null ? first.coverage() >= words : odds(nearness, first.coverage(), language) >= 0;
    }
}
