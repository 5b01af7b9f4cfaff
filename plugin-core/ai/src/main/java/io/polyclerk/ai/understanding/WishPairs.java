package io.polyclerk.ai.understanding;

import io.polyclerk.core.understanding.Intent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pairs of wishes that a message may hold: what its clauses say, and what is said on either side of the place between two words that
 * parts it best. Whether a pair is meant is for {@link Division} to say. Bounded: at most {@link #MOST_CLAUSES} clauses and
 * {@link #MOST_CUTS} places are read.
 */
final class WishPairs {

    private static final int MOST_CLAUSES = 8;
    private static final int MOST_CUTS = 16;
    private static final int MOST_OF_CLAUSES = 3;
    private static final double LEAST_SURE_OF_SIDE = 0.5;
    private static final Pattern QUESTION = Pattern.compile("[?？؟]");

    /** How a text is read. */
    interface Source {
        Reading read(String text);
    }

    /** A part of the text and the wish in it. */
    private record Part(Reading reading, String wish) {
        double sureness() {
            return reading.probabilityOf(wish);
        }
    }

    /**
     * Two different wishes.
     *
     * @param first what the message as a whole speaks for more @param sureOfFirst how sure the part of the message is that holds it
     * @param traits what {@link Division} decides by
     */
    record Pair(String first, String second, double sureOfFirst, double sureOfSecond, double[] traits) {

        /** Whether something in the text parts the two wishes: an end of a sentence, a comma, a joining word. */
        boolean isMarked() {
            return traits[0] == 0;
        }

        /** How much the message as a whole speaks for the second wish. */
        double wholeForSecond() {
            return Math.exp(traits[5]);
        }
    }

    private final String text;
    private final Source source;
    private final Reading whole;
    private final List<String> clauses;

    private WishPairs(String text, Source source) {
        this.text = text;
        this.source = source;
        whole = source.read(text);
        clauses = Clauses.of(text);
    }

    /** All pairs worth a thought; none for most messages. */
    static List<Pair> in(String text, Source source) {
        WishPairs pairs = new WishPairs(text, source);
        List<Pair> found = new ArrayList<>();
        if (pairs.clauses.size() > 1 && pairs.clauses.size() <= MOST_CLAUSES) {
            pairs.ofClauses(found);
        }
        if (pairs.clauses.size() <= 2) {
            pairs.ofSides().ifPresent(found::add);
        }
        return found;
    }

    private void ofClauses(List<Pair> found) {
        Map<String, Part> parts = new HashMap<>();
        for (String clause : clauses) {
            part(clause)
                    .ifPresent(part -> parts.merge(
                            part.wish(), part, (one, other) -> other.sureness() > one.sureness() ? other : one));
        }
        List<Part> surest = parts.values().stream()
                .sorted(Comparator.comparingDouble(Part::sureness).reversed().thenComparing(Part::wish))
                .limit(MOST_OF_CLAUSES)
                .toList();
        for (int i = 0; i < surest.size(); i++) {
            for (int j = i + 1; j < surest.size(); j++) {
                found.add(pair(surest.get(i), surest.get(j), true));
            }
        }
    }

    private Optional<Part> part(String words) {
        Reading reading = source.read(words);
        return reading.isSmallTalk() ? Optional.empty() : Optional.of(new Part(reading, reading.wish()));
    }

    private Optional<Pair> ofSides() {
        List<Integer> cuts = Clauses.places(text);
        int step = Math.max(1, (cuts.size() + MOST_CUTS - 1) / MOST_CUTS);
        double best = LEAST_SURE_OF_SIDE * LEAST_SURE_OF_SIDE;
        Pair found = null;
        for (int i = 0; i < cuts.size(); i += step) {
            Optional<Part> first = part(text.substring(0, cuts.get(i)));
            if (first.isEmpty() || first.get().sureness() <= best) {
                continue;
            }
            Optional<Part> second = part(text.substring(cuts.get(i)));
            if (second.isPresent()
                    && !second.get().wish().equals(first.get().wish())
                    && first.get().sureness() * second.get().sureness() > best) {
                best = first.get().sureness() * second.get().sureness();
                found = pair(first.get(), second.get(), false);
            }
        }
        return Optional.ofNullable(found);
    }

    private Pair pair(Part one, Part other, boolean isMarked) {
        boolean inOrder = whole.probabilityOf(one.wish()) >= whole.probabilityOf(other.wish());
        Part first = inOrder ? one : other;
        Part second = inOrder ? other : one;
        return new Pair(
                first.wish(), second.wish(), first.sureness(), second.sureness(), traits(first, second, isMarked));
    }

    private double[] traits(Part first, Part second, boolean isMarked) {
        double sureOfFirst = logOdds(first.sureness());
        double sureOfSecond = logOdds(second.sureness());
        double ofSecond = whole.scoreOf(second.wish());
        Reading one = first.reading();
        Reading other = second.reading();
        return new double[] {
            isMarked ? 0 : 1,
            sureOfFirst,
            sureOfSecond,
            Math.min(sureOfFirst, sureOfSecond),
            Math.log(Math.max(1e-4, whole.probabilityOf(first.wish()))),
            Math.log(Math.max(1e-4, whole.probabilityOf(second.wish()))),
            ofSecond,
            ofSecond - whole.highestBeside(first.wish(), second.wish()),
            other.scoreOf(second.wish()),
            one.scoreOf(second.wish()),
            other.scoreOf(first.wish()),
            Math.log(1.0 + one.letters()),
            Math.log(1.0 + other.letters()),
            Math.log(1.0 + whole.letters()),
            Math.min(5, clauses.size()),
            one.probabilityOf(PackModel.OUT_OF_SCOPE),
            other.probabilityOf(PackModel.OUT_OF_SCOPE),
            isMood(first.wish()),
            isMood(second.wish()),
            whole.wish().equals(first.wish()) ? 1 : 0,
            questions(),
            Clauses.isJoined(text) ? 1 : 0,
        };
    }

    /** Praise and anger colour many a clause that asks for something else. */
    private static double isMood(String wish) {
        return wish.equals(Intent.FEEDBACK.wireName()) || wish.equals(Intent.COMPLAINT.wireName()) ? 1 : 0;
    }

    private int questions() {
        Matcher marks = QUESTION.matcher(text);
        return marks.find() ? marks.find() ? 2 : 1 : 0;
    }

    private static double logOdds(double probability) {
        double bounded = Math.min(0.999, Math.max(0.001, probability));
        return Math.log(bounded / (1 - bounded));
    }
}
