package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.WishPairs.Pair;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a message means both wishes of a pair, or one wish in many words: logistic regression over the traits of the pair and
 * over which two wishes they are, because some are often wished together and others are only neighbours in meaning. It is learned from
 * lines that the model of words had not seen, and so is the probability from which on both are meant. Immutable and thread-safe.
 */
final class Division {

    /** How much a pair of wishes may say by itself, in relation to a trait. */
    private static final double WEIGHT_OF_PAIR = 1.8;

    private static final double COST = 0.05;

    /** Of messages with one wish so many get more than the threshold. */
    private static final double TAKEN_FOR_TWO = 0.028;

    /** Parts of the lessons of which each is judged by what was learned from the others, to find the threshold. */
    private static final int FOLDS = 4;

    /** Where there once was the number of weights. */
    private static final int WITH_THRESHOLD = -1;

    private static final double THRESHOLD_WITHOUT_LESSONS = 0.5;

    private final List<String> labels;
    private final @Nullable Logistic isMeant;
    private final double threshold;

    private Division(List<String> labels, @Nullable Logistic isMeant, double threshold) {
        this.labels = labels;
        this.isMeant = isMeant;
        this.threshold = threshold;
    }

    /** Sees one wish in everything. */
    static Division never() {
        return new Division(List.of(), null, 1);
    }

    /**
     * A message to learn from.
     *
     * @param pairs that it may hold @param wishes that it holds @param isUsual whether somebody wrote it like this; the others were made of
     *     parts
     */
    record Lesson(List<Pair> pairs, Set<String> wishes, boolean isUsual) {

        boolean isMeant(Pair pair) {
            return wishes.contains(pair.first()) && wishes.contains(pair.second());
        }

        private boolean isOfOne() {
            return isUsual && wishes.size() == 1;
        }
    }

    /** How likely both are meant. */
    double probability(Pair pair) {
        return isMeant == null ? 0 : isMeant.probability(pair.traits(), place(labels, pair));
    }

    /** Whether both are meant, rather than one. */
    boolean isMeant(Pair pair) {
        return probability(pair) >= threshold;
    }

    /** How sure it is that both are meant: a half at the threshold. */
    double confidence(Pair pair) {
        double above = (probability(pair) - threshold) / Math.max(1e-6, 1 - threshold);
        return Math.min(1, Math.max(0, (1 + above) / 2));
    }

    private static int place(List<String> labels, Pair pair) {
        int one = labels.indexOf(pair.first());
        int other = labels.indexOf(pair.second());
        return Math.min(one, other) * labels.size() + Math.max(one, other);
    }

    /** @param labels of the classifier, whose order counts @param lessons in an order of chance */
    static Division train(List<String> labels, List<Lesson> lessons) {
        if (lessons.stream().noneMatch(Division::holdsMeant) || lessons.stream().allMatch(Division::holdsMeant)) {
            return never();
        }
        return new Division(labels, learn(labels, lessons), threshold(labels, lessons));
    }

    /** What the given share of the messages with one wish reach, by what was learned from other messages. */
    private static double threshold(List<String> labels, List<Lesson> lessons) {
        List<Double> reached = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            Logistic blind = learn(
                    labels,
                    IntStream.range(0, lessons.size())
                            .filter(i -> i % FOLDS != held)
                            .mapToObj(lessons::get)
                            .toList());
            for (int i = fold; i < lessons.size(); i += FOLDS) {
                if (lessons.get(i).isOfOne()) {
                    reached.add(lessons.get(i).pairs().stream()
                            .mapToDouble(pair -> blind.probability(pair.traits(), place(labels, pair)))
                            .max()
                            .orElse(0));
                }
            }
        }
        reached.sort(Comparator.reverseOrder());
        return reached.isEmpty() ? THRESHOLD_WITHOUT_LESSONS : reached.get((int) (TAKEN_FOR_TWO * reached.size()));
    }

    private static boolean holdsMeant(Lesson lesson) {
        return lesson.pairs().stream().anyMatch(lesson::isMeant);
    }

    private static Logistic learn(List<String> labels, List<Lesson> lessons) {
        List<Logistic.Case> cases = lessons.stream()
                .flatMap(lesson -> lesson.pairs().stream()
                        .map(pair -> new Logistic.Case(pair.traits(), place(labels, pair), lesson.isMeant(pair))))
                .toList();
        return Logistic.train(cases, labels.size() * labels.size(), WEIGHT_OF_PAIR, COST);
    }

    void write(DataOutputStream out) throws IOException {
        if (isMeant == null) {
            out.writeInt(0);
        } else {
            out.writeInt(WITH_THRESHOLD);
            out.writeDouble(threshold);
            isMeant.write(out);
        }
    }

    /**
     * What was written. A model from before a threshold was learned asked for other traits: it sees one wish, as does one that ends here.
     *
     * @param labels as when it was trained
     */
    static Division read(DataInputStream in, List<String> labels) throws IOException {
        int kind;
        try {
            kind = in.readInt();
        } catch (EOFException older) {
            return never();
        }
        if (kind != WITH_THRESHOLD) {
            Logistic.read(in, kind);
            return never();
        }
        double threshold = in.readDouble();
        return new Division(labels, Logistic.read(in, in.readInt()), threshold);
    }
}
