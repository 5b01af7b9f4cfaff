package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.WishPairs.Pair;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Says whether a message means both wishes of a pair, or one wish in many words: logistic regression over the traits of the pair and
 * over which two wishes they are, because some are often wished together and others are only neighbours in meaning. All languages learn
 * it together, from lines that the models of words had not seen; the probability from which on both are meant is each language's own,
 * because some models of words are surer than others. Immutable and thread-safe.
 */
final class Division {

    /** How much a pair of wishes may say by itself, in relation to a trait. */
    private static final double WEIGHT_OF_PAIR = 3;

    private static final double COST = 0.05;

    /** Of messages with one wish so many get more than the threshold. */
    private static final double TAKEN_FOR_TWO = 0.05;

    /** Parts of the lessons of which each is judged by what was learned from the others, to find the thresholds. */
    private static final int FOLDS = 4;

    private final List<String> wishes;
    private final Logistic isMeant;
    private final Map<String, Double> thresholds;

    private Division(List<String> wishes, Logistic isMeant, Map<String, Double> thresholds) {
        this.wishes = wishes;
        this.isMeant = isMeant;
        this.thresholds = thresholds;
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

    /** Division in one language; a language that gave no lessons never divides. */
    Language of(String tag) {
        return new Language(this, thresholds.getOrDefault(tag, 1.0));
    }

    /** @param threshold probability from which on both are meant */
    record Language(Division division, double threshold) {

        /** How likely both are meant. */
        double probability(Pair pair) {
            return division.probability(pair);
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
    }

    private double probability(Pair pair) {
        return isMeant.probability(pair.traits(), place(wishes, pair));
    }

    private static int place(List<String> wishes, Pair pair) {
        int one = wishes.indexOf(pair.first());
        int other = wishes.indexOf(pair.second());
        return Math.min(one, other) * wishes.size() + Math.max(one, other);
    }

    /**
     * Learns.
     *
     * @param wishes all that there are @param lessons by language, each in an order of chance; of both kinds
     */
    static Division train(List<String> wishes, Map<String, List<Lesson>> lessons) {
        Map<String, List<Double>> reached = new TreeMap<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            Logistic blind = learn(wishes, part(lessons, place -> place != held));
            part(lessons, place -> place == held)
                    .forEach((tag, part) -> part.stream()
                            .filter(Lesson::isOfOne)
                            .forEach(lesson -> reached.computeIfAbsent(tag, first -> new ArrayList<>())
                                    .add(surest(lesson, blind, wishes))));
        }
        Map<String, Double> thresholds = new TreeMap<>();
        reached.forEach((tag, all) -> {
            all.sort(Comparator.reverseOrder());
            thresholds.put(tag, all.get((int) (TAKEN_FOR_TWO * all.size())));
        });
        return new Division(wishes, learn(wishes, lessons), thresholds);
    }

    private static Map<String, List<Lesson>> part(Map<String, List<Lesson>> lessons, IntPredicate folds) {
        Map<String, List<Lesson>> part = new TreeMap<>();
        lessons.forEach((tag, all) -> part.put(
                tag,
                IntStream.range(0, all.size())
                        .filter(i -> folds.test(i % FOLDS))
                        .mapToObj(all::get)
                        .toList()));
        return part;
    }

    private static double surest(Lesson lesson, Logistic blind, List<String> wishes) {
        return lesson.pairs().stream()
                .mapToDouble(pair -> blind.probability(pair.traits(), place(wishes, pair)))
                .max()
                .orElse(0);
    }

    private static Logistic learn(List<String> wishes, Map<String, List<Lesson>> lessons) {
        List<Logistic.Case> cases = lessons.values().stream()
                .flatMap(List::stream)
                .flatMap(lesson -> lesson.pairs().stream()
                        .map(pair -> new Logistic.Case(pair.traits(), place(wishes, pair), lesson.isMeant(pair))))
                .toList();
        return Logistic.train(cases, wishes.size() * wishes.size(), WEIGHT_OF_PAIR, COST);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(wishes.size());
        for (String wish : wishes) {
            out.writeUTF(wish);
        }
        out.writeInt(thresholds.size());
        for (Map.Entry<String, Double> threshold : thresholds.entrySet()) {
            out.writeUTF(threshold.getKey());
            out.writeDouble(threshold.getValue());
        }
        isMeant.write(out);
    }

    static Division read(DataInputStream in) throws IOException {
        List<String> wishes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            wishes.add(in.readUTF());
        }
        Map<String, Double> thresholds = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            thresholds.put(in.readUTF(), in.readDouble());
        }
        return new Division(List.copyOf(wishes), Logistic.read(in, in.readInt()), thresholds);
    }
}
