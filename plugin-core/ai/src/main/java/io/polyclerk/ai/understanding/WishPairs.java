package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.Cut.Mark;
import io.polyclerk.ai.understanding.Cuts.Best;
import io.polyclerk.core.understanding.Intent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pairs of wishes that a message may hold: each two of those that some part of it speaks for, cut at the place that suits both best.
 * Whether a pair is meant is for {@link Division} to say.
 */
final class WishPairs {

    private static final int MOST_WISHES = 6;
    private static final double LEAST_SHARE = 0.03;

    /** What is said of a pair beside which there is no other. */
    private static final double ALONE = 3;

    private static final double MOST_AHEAD = 4;
    /** "How much is | delivery to Norway": either side is sure of itself, and the whole knows better. */
    private static final double LEAST_OF_THE_WHOLE = 0.015;

    private static final Pattern QUESTION = Pattern.compile("[?？؟]");

    /** How a text is read. */
    interface Source {
        Reading read(String text);
    }

    /**
     * Two different wishes.
     *
     * @param first what the message as a whole speaks for more @param sureOfFirst how sure the part of the message is that holds it
     * @param traits what {@link Division} decides by
     */
    record Pair(String first, String second, double sureOfFirst, double sureOfSecond, double[] traits) {}

    private record Candidate(int first, int second, Best place) {
        Cut cut() {
            return place.cut();
        }

        boolean isFirstAfter() {
            return place.isTurned();
        }

        double evidence() {
            return place.evidence();
        }

        Part partOfFirst() {
            return isFirstAfter() ? cut().after() : cut().before();
        }

        Part partOfSecond() {
            return isFirstAfter() ? cut().before() : cut().after();
        }
    }

    private final String text;
    private final Cuts cuts;
    private final Part whole;
    private final List<String> labels;
    private final List<Candidate> candidates = new ArrayList<>();

    private WishPairs(String text, Joints joints, Source source) {
        this.text = text;
        cuts = new Cuts(text, joints, source);
        whole = cuts.whole();
        labels = whole.reading().labels();
        List<Integer> wishes = cuts.cuts().isEmpty() ? List.of() : likely();
        for (int i = 0; i < wishes.size(); i++) {
            for (int j = i + 1; j < wishes.size(); j++) {
                candidates.add(candidate(wishes.get(i), wishes.get(j)));
            }
        }
    }

    /** All pairs worth a thought. @param joints of the text's language */
    static List<Pair> in(String text, Joints joints, Source source) {
        WishPairs pairs = new WishPairs(text, joints, source);
        double ofOne = pairs.bestOfOne();
        return pairs.candidates.stream()
                .filter(candidate ->
                        candidate.cut().isMarked() || pairs.whole.shares()[candidate.second()] >= LEAST_OF_THE_WHOLE)
                .map(candidate -> pairs.pair(candidate, ofOne))
                .toList();
    }

    private IntStream wishes() {
        return IntStream.range(0, labels.size()).filter(label -> Part.isWish(labels, label));
    }

    /** The wishes that some part speaks for most. */
    private List<Integer> likely() {
        double[] shares = new double[labels.size()];
        List<Part> parts = new ArrayList<>(cuts.clauses());
        parts.add(whole);
        cuts.cuts().forEach(cut -> parts.addAll(List.of(cut.before(), cut.after())));
        for (Part part : parts) {
            for (int label = 0; label < shares.length; label++) {
                shares[label] = Math.max(shares[label], part.shares()[label]);
            }
        }
        return wishes().filter(label -> shares[label] >= LEAST_SHARE)
                .boxed()
                .sorted(Comparator.comparingDouble(label -> -shares[label]))
                .limit(MOST_WISHES)
                .toList();
    }

    private Candidate candidate(int one, int other) {
        boolean inOrder = whole.score(one) >= whole.score(other);
        int first = inOrder ? one : other;
        int second = inOrder ? other : one;
        return new Candidate(first, second, cuts.best(first, second).orElseThrow());
    }

    /** How much speaks for one wish on both sides of a place, at most. */
    private double bestOfOne() {
        return cuts.cuts().stream().mapToDouble(this::bestOfOne).max().orElse(0);
    }

    private double bestOfOne(Cut cut) {
        return wishes().mapToDouble(cut::evidenceOfOne).max().orElse(0);
    }

    private Pair pair(Candidate candidate, double ofOne) {
        int first = candidate.first();
        int second = candidate.second();
        return new Pair(
                labels.get(first),
                labels.get(second),
                candidate.partOfFirst().reading().probabilities()[first],
                candidate.partOfSecond().reading().probabilities()[second],
                Stream.of(ofCut(candidate), ofSides(candidate), ofWhole(first, second), ofOthers(candidate, ofOne))
                        .flatMapToDouble(DoubleStream::of)
                        .toArray());
    }

    private double[] ofCut(Candidate candidate) {
        Cut cut = candidate.cut();
        return new double[] {
            yes(cut.mark() == Mark.NOTHING),
            yes(cut.mark() == Mark.END_OF_SENTENCE),
            yes(cut.isJoined()),
            yes(cut.goesFurther()),
            yes(cut.isOfOther()),
            yes(cuts.speaksOfOther()),
            yes(candidate.isFirstAfter())
        };
    }

    /** What each part of the message says of both wishes. */
    private static double[] ofSides(Candidate candidate) {
        int first = candidate.first();
        int second = candidate.second();
        Part one = candidate.partOfFirst();
        Part other = candidate.partOfSecond();
        return new double[] {
            one.logOdds(first),
            other.logOdds(second),
            Math.min(one.logOdds(first), other.logOdds(second)),
            one.score(first),
            other.score(second),
            Math.min(one.score(first), other.score(second)),
            one.score(second),
            other.score(first),
            one.length(),
            other.length(),
            one.outOfScope(),
            other.outOfScope()
        };
    }

    private double[] ofWhole(int first, int second) {
        double highestBeside = IntStream.range(0, labels.size())
                .filter(label -> label != first && label != second)
                .filter(label -> !labels.get(label).equals(PackModel.OUT_OF_SCOPE))
                .mapToDouble(whole::score)
                .max()
                .orElse(whole.score(second));
        return new double[] {
            whole.logShare(first),
            whole.logShare(second),
            whole.score(first),
            whole.score(second),
            whole.score(second) - highestBeside,
            whole.length(),
            whole.outOfScope(),
            isMood(first),
            isMood(second),
            Math.min(2, QUESTION.matcher(text).results().count()),
            yes(Clauses.isJoined(text)),
            Math.min(5, cuts.clauses().size())
        };
    }

    /** How the pair does beside other pairs and beside one wish alone. */
    private double[] ofOthers(Candidate candidate, double ofOne) {
        double next = candidates.stream()
                .filter(rival -> rival != candidate)
                .mapToDouble(Candidate::evidence)
                .max()
                .orElse(candidate.evidence() - ALONE);
        double ahead = candidate.evidence() - ofOne;
        return new double[] {
            candidate.evidence() - next,
            candidate.evidence() - bestOfOne(candidate.cut()),
            Math.max(-MOST_AHEAD, Math.min(MOST_AHEAD, ahead)),
            ofClauses(candidate),
            highest(candidate.first()),
            highest(candidate.second())
        };
    }

    /** How much speaks for the wishes in two clauses that suit them best, wherever these are. */
    private double ofClauses(Candidate candidate) {
        List<Part> clauses = cuts.clauses();
        double best = clauses.size() < 2 ? candidate.evidence() : Double.NEGATIVE_INFINITY;
        for (int i = 0; i < clauses.size(); i++) {
            for (int j = 0; j < clauses.size(); j++) {
                if (i != j) {
                    best = Math.max(
                            best,
                            clauses.get(i).logShare(candidate.first())
                                    + clauses.get(j).logShare(candidate.second()));
                }
            }
        }
        return best;
    }

    private double highest(int wish) {
        return cuts.clauses().stream()
                .mapToDouble(clause -> clause.score(wish))
                .max()
                .orElse(whole.score(wish));
    }

    /** Praise and anger colour many a clause that asks for something else. */
    private double isMood(int label) {
        String wish = labels.get(label);
        return yes(wish.equals(Intent.FEEDBACK.wireName()) || wish.equals(Intent.COMPLAINT.wireName()));
    }

    private static double yes(boolean is) {
        return is ? 1 : 0;
    }
}
