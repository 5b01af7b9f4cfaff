package io.polyclerk.ai.evaluation;

import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.core.understanding.ScoredIntent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What an interpreter made of a set, and how much of it was right. */
public final class Evaluation {

    private static final int CALIBRATION_STEPS = 10;

    private final List<Judged> judged;
    private final Duration time;

    private Evaluation(List<Judged> judged, Duration time) {
        this.judged = List.copyOf(judged);
        this.time = time;
    }

    /** A message, what was made of it, and the label that counts for it. */
    public record Judged(LabelledMessage message, Interpretation interpretation) {

        /** The best intent, or {@code out_of_scope}. */
        public String top() {
            return interpretation.outOfScope() || interpretation.intents().isEmpty()
                    ? LabelledMessage.OUT_OF_SCOPE
                    : interpretation.intents().get(0).intent().wireName();
        }

        public double confidence() {
            return interpretation.intents().isEmpty()
                    ? 0
                    : interpretation.intents().get(0).confidence();
        }

        boolean isTopRight() {
            return message.intents().contains(top());
        }

        boolean isAmongThree() {
            return !interpretation.outOfScope()
                    && interpretation.intents().stream()
                            .limit(3)
                            .anyMatch(scored ->
                                    message.intents().contains(scored.intent().wireName()));
        }

        boolean isAllFound() {
            Set<String> found = interpretation.several()
                    ? interpretation.intents().stream()
                            .map(ScoredIntent::intent)
                            .map(intent -> intent.wireName())
                            .collect(Collectors.toSet())
                    : Set.of(top());
            return found.equals(message.intents());
        }
    }

    /** @param trustLanguage whether a message's own language is told to the interpreter or has to be found */
    public static Evaluation of(Interpreter interpreter, List<LabelledMessage> messages, boolean trustLanguage) {
        List<Judged> judged = new ArrayList<>();
        long start = System.nanoTime();
        for (LabelledMessage message : messages) {
            String language = trustLanguage ? message.language() : null;
            judged.add(new Judged(
                    message,
                    interpreter.interpret(
                            message.text(),
                            new Interpreter.Hints("evaluation", Set.of(), language, language != null, null))));
        }
        return new Evaluation(judged, Duration.ofNanos(System.nanoTime() - start));
    }

    public List<Judged> judged() {
        return judged;
    }

    public int size() {
        return judged.size();
    }

    public Duration perMessage() {
        return judged.isEmpty() ? Duration.ZERO : time.dividedBy(judged.size());
    }

    /** Messages with one wish whose best intent is that wish. */
    public Share topIntent() {
        return share(
                one -> !one.message().isOutOfScope() && one.message().intents().size() == 1, Judged::isTopRight);
    }

    /** Messages with one wish that is among the three that would be offered as buttons. */
    public Share amongThree() {
        return share(
                one -> !one.message().isOutOfScope() && one.message().intents().size() == 1, Judged::isAmongThree);
    }

    public Share outOfScopeCaught() {
        return share(one -> one.message().isOutOfScope(), Judged::isTopRight);
    }

    /** Real wishes that were taken for something a clerk does not do. */
    public Share wronglyRefused() {
        return share(
                one -> !one.message().isOutOfScope(),
                one -> one.interpretation().outOfScope());
    }

    /** Messages with several wishes of which exactly these were found. */
    public Share severalFound() {
        return share(one -> one.message().intents().size() > 1, Judged::isAllFound);
    }

    /** Messages with one wish, or none, in which several were seen. */
    public Share wronglySeveral() {
        return share(
                one -> one.message().intents().size() == 1,
                one -> one.interpretation().several());
    }

    public Share languageFound() {
        return share(
                one -> one.message().language() != null,
                one -> one.interpretation().language().equals(one.message().language()));
    }

    private Share share(Predicate<Judged> counts, Predicate<Judged> right) {
        int of = (int) judged.stream().filter(counts).count();
        return new Share((int) judged.stream().filter(counts.and(right)).count(), of);
    }

    /** By what was meant, then by what was understood. Messages with several wishes are left out. */
    public Map<String, Map<String, Integer>> confusion() {
        Map<String, Map<String, Integer>> confusion = new TreeMap<>();
        judged.stream()
                .filter(one -> one.message().intents().size() == 1)
                .forEach(one -> confusion
                        .computeIfAbsent(one.message().intents().iterator().next(), absent -> new TreeMap<>())
                        .merge(one.top(), 1, Integer::sum));
        return confusion;
    }

    /** For each tenth of confidence, how many answers with it were right. */
    public List<Share> calibration() {
        List<Share> steps = new ArrayList<>();
        for (int step = 0; step < CALIBRATION_STEPS; step++) {
            double from = (double) step / CALIBRATION_STEPS;
            double to = step == CALIBRATION_STEPS - 1 ? 1.01 : from + 1.0 / CALIBRATION_STEPS;
            steps.add(share(
                    one -> !one.message().isOutOfScope() && one.confidence() >= from && one.confidence() < to,
                    one -> one.message()
                            .intents()
                            .contains(one.interpretation()
                                    .intents()
                                    .get(0)
                                    .intent()
                                    .wireName())));
        }
        return steps;
    }

    public List<Judged> errors() {
        return judged.stream()
                .filter(one -> one.message().intents().size() > 1 ? !one.isAllFound() : !one.isTopRight())
                .toList();
    }
}
