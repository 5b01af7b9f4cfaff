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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a shopper has said so far about a return: which line, how many, why. Only what the order holds counts.
 *
 * @param maybe the lines that are meant where it is not clear which one; all where nothing tells
 */
record ReturnAnswers(Dealing dealing, List<OrderLine> maybe) {

    /** What was said of the goods before the order was proven. */
    static final String SAID = "said";

    private static final int MOST_WORDS = 20;

    static final String LINE = "line:";
    static final String QUANTITY = "quantity:";
    static final String REASON = "reason:";
    static final String ALL = "*";
    static final int MOST_OFFERED = 5;

    /** Wire names of the reasons that are offered. */
    static final List<String> REASONS = List.of("wrong_size", "not_as_described", "damaged", "changed_mind", "other");

    /** Whether a picked value answers one of the questions. */
    static boolean isAnswer(String value) {
        return value.startsWith(LINE) || value.startsWith(QUANTITY) || value.startsWith(REASON);
    }

    /** What is known after this turn. */
    static ReturnAnswers read(
            Turn turn, List<OrderLine> lines, String intent, String order, Answers words, LineWords names) {
        ReturnAnswers answers = new ReturnAnswers(turn.memory().dealing().about(intent, order), lines);
        for (String value : turn.utterance().selection()) {
            answers = answers.picked(value, lines);
        }
        answers = answers.said(turn, lines, words, names);
        return answers.line().isEmpty() && lines.size() == 1
                ? answers.with(LINE, lines.get(0).id())
                : answers;
    }

    /** "The scarf from 1002" is said before anybody may know what 1002 holds: its words are kept until then, without numbers and addresses. */
    static Dealing heard(Turn turn, String intent) {
        Dealing dealing = turn.memory().dealing();
        Dealing begun = dealing.serves(intent) ? dealing : new Dealing(intent, null, Map.of(), null);
        String words = wordsOf(turn.utterance().text().replaceAll("\\S*[@\\d]\\S*", " "))
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
    private ReturnAnswers said(Turn turn, List<OrderLine> lines, Answers words, LineWords names) {
        OpenQuestion question = turn.memory().question();
        String text = turn.utterance().text().strip();
        ReturnAnswers answers = line().isEmpty() ? meant(turn, lines, names) : this;
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

    /** By its name, now or before the order was proven, or by its place among those that were shown. */
    private ReturnAnswers meant(Turn turn, List<OrderLine> lines, LineWords names) {
        String text = turn.utterance().text().strip();
        List<String> titles = lines.stream().map(OrderLine::title).toList();
        List<OrderLine> shown = shown(turn, lines);
        Optional<Integer> place = shown.isEmpty() ? Optional.empty() : names.placed(text, shown.size());
        List<Integer> now = names.named(text, titles);
        if (place.isPresent() && now.size() != 1) {
            return with(LINE, shown.get(place.get()).id());
        }
        List<Integer> named =
                now.isEmpty() ? names.named(Objects.requireNonNullElse(dealing.picked(SAID), ""), titles) : now;
        return switch (named.size()) {
            case 0 -> this;
            case 1 -> with(LINE, lines.get(named.get(0)).id());
            default -> new ReturnAnswers(dealing, named.stream().map(lines::get).toList());
        };
    }

    /** The lines that were offered last, in their order; empty when none was asked for. */
    private static List<OrderLine> shown(Turn turn, List<OrderLine> lines) {
        OpenQuestion question = turn.memory().question();
        return question == null || question.wanted() != Wanted.LINE
                ? List.of()
                : turn.memory().offered().stream()
                        .flatMap(option ->
                                lines.stream().filter(line -> option.value().equals(LINE + line.id())))
                        .toList();
    }

    private static Stream<String> wordsOf(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+", -1))
                .filter(word -> !word.isEmpty());
    }

    private ReturnAnswers with(String name, String value) {
        return new ReturnAnswers(dealing.picking(name, value), maybe);
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
