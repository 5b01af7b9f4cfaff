package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.Cut.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A message read as a whole, clause by clause, and on both sides of each place at which it may be cut. Bounded. */
final class Cuts {

    private static final int MOST_CLAUSES = 8;
    private static final int MOST_PLACES = 16;
    private static final int MOST_CUTS = 20;

    /** Of a message with more clauses than this only places with a mark or a joining word are looked at. */
    private static final int FEW_CLAUSES = 2;

    private static final int LEAST_LETTERS = 4;
    private static final Pattern END_OF_SENTENCE = Pattern.compile("[.!?;\\n。！？；؟…]");

    private final String text;
    private final Joints joints;
    private final WishPairs.Source source;
    private final Map<String, Part> read = new HashMap<>();
    private final Set<Integer> starts = new HashSet<>();
    private final List<Part> clauses = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();

    Cuts(String text, Joints joints, WishPairs.Source source) {
        this.text = text;
        this.joints = joints;
        this.source = source;
        List<String> pieces = Clauses.of(text);
        atMarks(pieces);
        if (pieces.size() <= FEW_CLAUSES) {
            betweenWords();
        } else {
            atJoints();
        }
    }

    List<Part> clauses() {
        return clauses;
    }

    List<Cut> cuts() {
        return cuts;
    }

    /**
     * The place that suits two wishes best.
     *
     * @param isTurned whether the first wish comes after it @param evidence how much speaks for it
     */
    record Best(Cut cut, boolean isTurned, double evidence) {}

    /** @param first and @param second labels of wishes @return empty when there is no place to cut at */
    Optional<Best> best(int first, int second) {
        Best best = null;
        for (Cut cut : cuts) {
            double straight = cut.evidence(first, second);
            double turned = cut.evidence(second, first);
            if (best == null || Math.max(straight, turned) > best.evidence()) {
                best = new Best(cut, turned > straight, Math.max(straight, turned));
            }
        }
        return Optional.ofNullable(best);
    }

    Part whole() {
        return part(text);
    }

    boolean speaksOfOther() {
        return joints.speaksOfOther(text);
    }

    private Part part(String words) {
        return read.computeIfAbsent(words, known -> Part.of(known, source.read(known)));
    }

    private void atMarks(List<String> pieces) {
        int end = 0;
        for (String piece : pieces.subList(0, Math.min(MOST_CLAUSES, pieces.size()))) {
            int start = text.indexOf(piece, end);
            if (start < 0) {
                return;
            }
            if (end > 0) {
                boolean isEnd =
                        END_OF_SENTENCE.matcher(text.substring(end, start)).find();
                starts.add(start);
                add(
                        text.substring(0, end),
                        text.substring(start),
                        text.substring(end),
                        isEnd ? Mark.END_OF_SENTENCE : Mark.PAUSE);
            }
            clauses.add(part(piece));
            end = start + piece.length();
        }
    }

    private void betweenWords() {
        List<Integer> places = Clauses.places(text);
        int step = Math.max(1, (places.size() + MOST_PLACES - 1) / MOST_PLACES);
        for (int i = 0; i < places.size(); i += step) {
            at(places.get(i));
        }
    }

    private void atJoints() {
        for (int place : joints.places(text)) {
            if (place >= LEAST_LETTERS && place <= text.length() - LEAST_LETTERS && cuts.size() < MOST_CUTS) {
                at(place);
            }
        }
    }

    private void at(int place) {
        if (starts.add(place)) {
            String after = text.substring(place);
            add(text.substring(0, place).strip(), after.strip(), after, Mark.NOTHING);
        }
    }

    /** @param rest what comes after, with the marks and joining words before it */
    private void add(String before, String after, String rest, Mark mark) {
        cuts.add(new Cut(
                part(before),
                part(after),
                mark,
                joints.isJoined(rest),
                joints.goesFurther(rest),
                joints.speaksOfOther(rest)));
    }
}
