package io.polyclerk.ai.retrieval;

import io.polyclerk.ai.retrieval.Hit.Nearness;
import io.polyclerk.core.knowledge.Passage;
import java.util.List;

/**
 * When a passage counts as an answer, and when it is near enough to be shown with a doubt. With a sentence model: by a logistic regression over
 * its nearest sentence and the words, learnt on questions that have an answer and on questions that have none. By words alone: when enough of
 * what was asked stands in it. The page on knowledge accuracy has the figures and the command.
 */
final class Confidence {

    private static final Model BY_SPACES = new Model(17.2, 3.8, -8.2, -1.9);
    private static final Model IDEOGRAPHIC = new Model(18.1, 5.2, -8.4, -2.5);

    /** Share of the words of a question from which they are enough, where nothing is known of their meaning. */
    private static final double WORDS_BY_SPACES = 0.47;

    private static final double WORDS_IDEOGRAPHIC = 0.30;
    /** Of that share, what is enough for a doubt. */
    private static final double LIKELY_SHARE = 0.65;

    private static final int MOST_LIKELY = 2;

    /**
     * Log odds of a passage to be the answer, less the odds from which on it is said.
     *
     * @param likely odds from which on it is shown with a doubt: four of five are right
     */
    private record Model(double sentence, double coverage, double bias, double likely) {
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
        return nearness == null
                ? hit.coverage()
                : 1 / (1 + Math.exp(-model(language).of(nearness, hit.coverage())));
    }

    private static Model model(String language) {
        return Analyzers.isIdeographic(language) ? IDEOGRAPHIC : BY_SPACES;
    }

    private static double enoughWords(String language) {
        return Analyzers.isIdeographic(language) ? WORDS_IDEOGRAPHIC : WORDS_BY_SPACES;
    }

    static boolean isAnswer(List<Hit> hits, String language) {
        if (hits.isEmpty()) {
            return false;
        }
        Hit first = hits.get(0);
        Nearness nearness = first.nearness();
        return nearness == null
                ? first.coverage() >= enoughWords(language)
                : model(language).of(nearness, first.coverage()) >= 0;
    }

    /** How many of the first may be the answer. */
    static int likely(List<Hit> hits, String language) {
        return (int) hits.stream()
                .limit(MOST_LIKELY)
                .takeWhile(hit -> isLikely(hit, language))
                .count();
    }

    private static boolean isLikely(Hit hit, String language) {
        Nearness nearness = hit.nearness();
        Model model = model(language);
        return nearness == null
                ? hit.coverage() >= LIKELY_SHARE * enoughWords(language)
                : model.of(nearness, hit.coverage()) >= model.likely();
    }
}
