package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.WishPairs.Pair;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a message means both wishes of a pair, or one wish in many words: logistic regression over the traits of the pair and
 * over which two wishes they are, because some are often wished together and others are only neighbours in meaning. It is learned from
 * lines that the model of words had not seen. Immutable and thread-safe.
 */
final class Division {

    /** How much a pair of wishes may say by itself, in relation to a trait. */
    private static final double WEIGHT_OF_PAIR = 1.8;

    private static final double COST = 0.05;

    private final List<String> labels;
    private final @Nullable Logistic isMeant;

    private Division(List<String> labels, @Nullable Logistic isMeant) {
        this.labels = labels;
        this.isMeant = isMeant;
    }

    /** Sees one wish in everything. */
    static Division never() {
        return new Division(List.of(), null);
    }

    /** @param isMeant whether somebody wished both */
    record Lesson(Pair pair, boolean isMeant) {}

    /** How likely both are meant. */
    double probability(Pair pair) {
        return isMeant == null ? 0 : isMeant.probability(pair.traits(), place(labels, pair));
    }

    private static int place(List<String> labels, Pair pair) {
        int one = labels.indexOf(pair.first());
        int other = labels.indexOf(pair.second());
        return Math.min(one, other) * labels.size() + Math.max(one, other);
    }

    /** @param labels of the classifier, whose order counts */
    static Division train(List<String> labels, List<Lesson> lessons) {
        if (lessons.stream().noneMatch(Lesson::isMeant) || lessons.stream().allMatch(Lesson::isMeant)) {
            return never();
        }
        List<Logistic.Case> cases = lessons.stream()
                .map(lesson ->
                        new Logistic.Case(lesson.pair().traits(), place(labels, lesson.pair()), lesson.isMeant()))
                .toList();
        return new Division(labels, Logistic.train(cases, labels.size() * labels.size(), WEIGHT_OF_PAIR, COST));
    }

    void write(DataOutputStream out) throws IOException {
        if (isMeant == null) {
            out.writeInt(0);
        } else {
            isMeant.write(out);
        }
    }

    /** What was written; a model from before this was learned ends here and sees one wish. @param labels as when it was trained */
    static Division read(DataInputStream in, List<String> labels) throws IOException {
        int weights;
        try {
            weights = in.readInt();
        } catch (EOFException older) {
            return never();
        }
        return weights == 0 ? never() : new Division(labels, Logistic.read(in, weights));
    }
}
