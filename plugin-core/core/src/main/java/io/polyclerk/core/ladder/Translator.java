package io.polyclerk.core.ladder;

import io.polyclerk.core.ladder.AnswerModel.Answer;
import io.polyclerk.core.ladder.AnswerModel.Prompt;
import io.polyclerk.core.ladder.AnswerModel.Said;
import io.polyclerk.core.ladder.AnswerModel.Task;
import io.polyclerk.core.observe.Counters;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Has texts translated by the plugged-in model, for people at the desk. The model sees masked text, is paid from the same cap as for turns, and what
 * it answers is shown only when its figures are those of the original. Nothing is sent anywhere else. Thread-safe.
 */
public final class Translator {

    /** Characters of the longest text that is translated. */
    public static final int LONGEST = 2_000;

    /** Somebody sits there and waits. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final System.Logger LOGGER = System.getLogger(Translator.class.getName());

    private final AnswerModel model;
    private final Spending spending;
    private final TextMask mask;
    private final Counters counters;
    private final Clock clock;

    public Translator(AnswerModel model, Spending spending, TextMask mask, Counters counters, Clock clock) {
        this.model = model;
        this.spending = spending;
        this.mask = mask;
        this.counters = counters;
        this.clock = clock;
    }

    /**
     * One request at most, of at most {@link #PATIENCE}.
     *
     * @param merchant who pays
     * @param text at most {@link #LONGEST} characters
     * @param from BCP 47 tag of the text's language, as far as it is known
     * @param to BCP 47 tag of the language that is wanted
     */
    public Translation translate(String merchant, String text, String from, String to) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters");
        }
        if (text.codePoints().noneMatch(Character::isLetter)) {
            return new Translation.Done(text, "");
        }
        Translation outcome = asked(merchant, text, from, to);
        counters.count(
                "translations",
                switch (outcome) {
                    case Translation.Done done -> "DONE";
                    case Translation.Refused refused -> "REFUSED";
                    case Translation.Failed failed -> "FAILED";
                    case Translation.Capped capped -> "CAPPED";
                });
        return outcome;
    }

    private Translation asked(String merchant, String text, String from, String to) {
        Map<String, String> marks = new LinkedHashMap<>();
        String masked = mask.mask(text, marks);
        Prompt prompt = new Prompt(Task.TRANSLATE, to, List.of(new Said.ByShopper(masked)), List.of(), List.of());
        long most = model.mostItCosts(prompt);
        if (!spending.reserve(merchant, most, clock.instant())) {
            return new Translation.Capped();
        }
        long spent = most;
        try {
            Answer answer = model.ask(prompt, PATIENCE);
            spent = answer.usage().cost();
            return checked(masked, from, answer, to, marks);
        } catch (ModelFailure failure) {
            LOGGER.log(System.Logger.Level.WARNING, "{0} did not translate: {1}", model.name(), failure.getMessage());
            return new Translation.Failed(failure.kind());
        } finally {
            // A request without an answer may have been charged: it counts in full.
            spending.settle(merchant, most, spent, clock.instant());
        }
    }

    private Translation checked(String masked, String from, Answer answer, String to, Map<String, String> marks) {
        return switch (answer) {
            case Answer.Calls calls -> new Translation.Failed(ModelFailure.Kind.NONSENSE);
            case Answer.Words words -> {
                String text = words.text().strip();
                yield TranslationCheck.objection(masked, from, text, to)
                        .<Translation>map(Translation.Refused::new)
                        .orElseGet(() -> new Translation.Done(TextMask.unmask(text, marks), model.name()));
            }
        };
    }
}
