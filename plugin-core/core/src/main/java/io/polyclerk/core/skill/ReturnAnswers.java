package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.Dealing;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.OrderLine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What a shopper has said so far about a return: which line, how many, why. Only what the order holds counts. */
record ReturnAnswers(Dealing dealing) {

    /** What was said of the goods before the order was proven. */
    private static final String SAID = "said";

    private static final int MOST_WORDS = 20;

    static final String LINE = "line:";
    static final String QUANTITY = "quantity:";
    static final String REASON = "reason:";
    static final String ALL = "*";
    static final int MOST_OFFERED = 5;
    private static final int SHORTEST_NAME = 4;

    /** Wire names of the reasons that are offered. */
    static final List<String> REASONS = List.of("wrong_size", "not_as_described", "damaged", "changed_mind", "other");

    /** Whether a picked value answers one of the questions. */
    static boolean isAnswer(String value) {
        return value.startsWith(LINE) || value.startsWith(QUANTITY) || value.startsWith(REASON);
    }

    /** What is known after this turn. */
    static ReturnAnswers read(Turn turn, List<OrderLine> lines, String intent, String order, Answers words) {
        ReturnAnswers answers = new ReturnAnswers(turn.memory().dealing().about(intent, order));
        for (String value : turn.utterance().selection()) {
            answers = answers.picked(value, lines);
        }
        answers = answers.said(turn, lines, words);
        return answers.line().isEmpty() && lines.size() == 1
                ? answers.with(LINE, lines.get(0).id())
                : answers;
    }

    /** "The scarf from 1002" is said before anybody may know what 1002 holds: its words are kept until then, without numbers and addresses. */
    static Dealing heard(Turn turn, String intent) {
        Dealing dealing = turn.memory().dealing();
        Dealing begun = dealing.serves(intent) ? dealing : new Dealing(intent, null, Map.of(), null);
        String words = wordsOf(turn.utterance().text().replaceAll("\\S*[@\\d]\\S*", " ")).stream()
                .limit(MOST_WORDS)
                .collect(Collectors.joining(" "));
        return begun.picked(SAID) != null || words.isEmpty() ? begun : begun.picking(SAID, words);
    }

    private ReturnAnswers picked(String value, List<OrderLine> lines) {
        if (value.startsWith(LINE)) {
            String id = value.substring(LINE.length());
            return id.equals(ALL) || lines.stream().anyMatch(line -> line.id().equals(id)) ? with(LINE, id) : this;
        }
        if (value.startsWith(QUANTITY)) {
            String count = value.substring(QUANTITY.length());
            return count.matches("[1-9]\\d{0,3}") ? with(QUANTITY, count) : this;
        }
        if (value.startsWith(REASON)) {
            String reason = value.substring(REASON.length());
            return REASONS.contains(reason) ? with(REASON, reason) : this;
        }
        return this;
    }

    /** Typed words count for the question that is open; a product that is named counts always. */
    private ReturnAnswers said(Turn turn, List<OrderLine> lines, Answers words) {
        OpenQuestion question = turn.memory().question();
        String text = turn.utterance().text().strip();
        String before = Objects.requireNonNullElse(dealing.picked(SAID), "");
        ReturnAnswers answers = this;
        if (line().isEmpty()) {
            answers = named(text, lines)
                    .or(() -> named(before, lines))
                    .map(line -> with(LINE, line.id()))
                    .orElse(answers);
        }
        if (answers.line().isEmpty() && words.isAll(text)) {
            return answers.with(LINE, ALL);
        }
        if (question == null || text.isEmpty()) {
            return answers;
        }
        if (question.wanted() == Wanted.QUANTITY) {
            return turn.interpretation()
                    .slot(Slot.QUANTITY)
                    .or(() -> Optional.of(text))
                    .filter(count -> count.matches("[1-9]\\d{0,3}"))
                    .map(count -> with(QUANTITY, count))
                    .orElse(answers);
        }
        // Whatever is said when asked why is a reason, but not one that a rule could know.
        return question.wanted() == Wanted.REASON
                        && turn.utterance().selection().isEmpty()
                ? answers.with(REASON, "other")
                : answers;
    }

    /** The only line whose title holds most of the words: "the scarf" is enough where one scarf was bought. */
    private static Optional<OrderLine> named(String text, List<OrderLine> lines) {
        Set<String> words = wordsOf(text);
        ToIntFunction<OrderLine> shared = line -> text.contains(line.title())
                ? Integer.MAX_VALUE
                : (int) wordsOf(line.title()).stream().filter(words::contains).count();
        int most = lines.stream().mapToInt(shared).max().orElse(0);
        List<OrderLine> best =
                lines.stream().filter(line -> shared.applyAsInt(line) == most).toList();
        return most > 0 && best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
    }

    private static Set<String> wordsOf(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> word.length() >= SHORTEST_NAME)
                .collect(Collectors.toSet());
    }

    private ReturnAnswers with(String name, String value) {
        return new ReturnAnswers(dealing.picking(name, value));
    }

    Optional<String> line() {
        return Optional.ofNullable(dealing.picked(LINE));
    }

    Optional<String> reason() {
        return Optional.ofNullable(dealing.picked(REASON));
    }

    /** The line, when it is one. */
    Optional<OrderLine> single(List<OrderLine> lines) {
        return line().flatMap(id ->
                lines.stream().filter(line -> line.id().equals(id)).findFirst());
    }

    /** How many of it; empty when that has to be asked. */
    Optional<Integer> quantity(OrderLine line) {
        if (line.quantity() == 1) {
            return Optional.of(1);
        }
        return Optional.ofNullable(dealing.picked(QUANTITY))
                .map(Integer::parseInt)
                .filter(count -> count <= line.quantity());
    }

    /** What comes back. Call it when nothing has to be asked any more. */
    List<LineQuantity> wanted(List<OrderLine> lines) {
        return single(lines)
                .map(line -> List.of(new LineQuantity(line.id(), quantity(line).orElseThrow())))
                .orElseGet(() -> lines.stream()
                        .map(line -> new LineQuantity(line.id(), line.quantity()))
                        .toList());
    }
}
