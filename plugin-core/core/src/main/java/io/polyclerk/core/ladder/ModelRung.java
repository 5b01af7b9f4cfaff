package io.polyclerk.core.ladder;

import io.polyclerk.core.knowledge.Retriever;
import io.polyclerk.core.ladder.AnswerModel.Answer;
import io.polyclerk.core.ladder.AnswerModel.Call;
import io.polyclerk.core.ladder.AnswerModel.Said;
import io.polyclerk.core.ladder.AnswerModel.Tool;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.skill.SkillResult;
import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpreter;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Asks a model when the rungs below did not understand. The model sees masked text and may use skills as tools; a skill that it uses
 * passes the same gates as always, so it cannot talk its way past one. Its own words are said only when they hold nothing new. Thread-safe.
 */
public final class ModelRung implements Ladder {

    /** Requests for one turn. A model that wants more is going in circles. */
    static final int MOST_REQUESTS = 3;
    /**
     * After this long the shopper gets an honest line without the model. With the quiet time before a turn and what is beside the model, nobody
     * waits longer than eight seconds.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(6);

    private static final System.Logger LOGGER = System.getLogger(ModelRung.class.getName());
    private static final int TEXTS_BEFORE = 8;

    private final AnswerModel model;
    private final Spending spending;
    private final TextMask mask;
    private final Transcript transcript;
    private final Retriever retriever;
    private final Phrasebook phrasebook;
    private final AnswerCheck check;
    private final Counters counters;
    private final Clock clock;

    public ModelRung(
            AnswerModel model,
            Spending spending,
            TextMask mask,
            Transcript transcript,
            Retriever retriever,
            Phrasebook phrasebook,
            Interpreter interpreter,
            Counters counters,
            Clock clock) {
        this.model = model;
        this.spending = spending;
        this.mask = mask;
        this.transcript = transcript;
        this.retriever = retriever;
        this.phrasebook = phrasebook;
        this.check = new AnswerCheck(interpreter);
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public Optional<Answered> climb(Turn turn, SkillCall skills) {
        return Optional.of(answer(turn, skills));
    }

    private Answered answer(Turn turn, SkillCall skills) {
        Talk talk = new Talk(turn);
        try {
            String words = ask(talk, skills);
            String objection = words.isEmpty() ? "no words" : objection(words, talk);
            return objection.isEmpty()
                    ? talk.end(TextMask.unmask(words, talk.marks), ModelUse.Outcome.ANSWERED)
                    : talk.end("", talk.results.isEmpty() ? refused(objection) : ModelUse.Outcome.SKILLS);
        } catch (ModelFailure failure) {
            LOGGER.log(System.Logger.Level.WARNING, "{0} did not answer: {1}", model.name(), failure.getMessage());
            counters.count("model_failures", failure.kind().name());
            boolean isCapped = failure.kind() == ModelFailure.Kind.LIMITED && talk.requests == 0;
            return talk.end(
                    "",
                    !talk.results.isEmpty()
                            ? ModelUse.Outcome.SKILLS
                            : isCapped ? ModelUse.Outcome.CAPPED : ModelUse.Outcome.FAILED);
        }
    }

    private ModelUse.Outcome refused(String objection) {
        counters.count("model_words_refused", objection);
        return ModelUse.Outcome.REFUSED;
    }

    /** @return the model's words; empty when a skill has the last word or the requests are used up */
    private String ask(Talk talk, SkillCall skills) {
        while (talk.requests < MOST_REQUESTS) {
            switch (request(talk)) {
                case Answer.Words words -> {
                    return words.text().strip();
                }
                case Answer.Calls calls -> {
                    if (!use(calls.calls(), talk, skills)) {
                        return "";
                    }
                }
            }
        }
        return "";
    }

    private Answer request(Talk talk) {
        Duration left = PATIENCE.minus(Duration.between(talk.began, clock.instant()));
        if (left.isNegative() || left.isZero()) {
            throw new ModelFailure(ModelFailure.Kind.SLOW, "no time is left");
        }
        AnswerModel.Prompt prompt = talk.prompt();
        long most = model.mostItCosts(prompt);
        String merchant = talk.turn.conversation().merchant();
        if (!spending.reserve(merchant, most, clock.instant())) {
            throw new ModelFailure(ModelFailure.Kind.LIMITED, "the cap of the day is reached");
        }
        long spent = most;
        try {
            talk.requests++;
            Answer answer = model.ask(prompt, left);
            spent = answer.usage().cost();
            talk.usage = talk.usage.plus(answer.usage());
            return answer;
        } finally {
            // A request without an answer may have been charged: it counts in full.
            spending.settle(merchant, most, spent, clock.instant());
        }
    }

    /** @return whether the model may go on: a skill that asks, offers or hands over has the last word */
    private boolean use(List<Call> calls, Talk talk, SkillCall skills) {
        boolean goesOn = true;
        for (Call call : calls) {
            Optional<Intent> intent = Intent.ofWireName(call.tool()).filter(known -> !known.isSmallTalk());
            if (intent.isEmpty()) {
                talk.said.add(new Said.ByTool(call, "There is no such tool."));
                continue;
            }
            if (!talk.isNew(call)) {
                return false;
            }
            SkillResult result = skills.call(intent.get(), talk.turnFor(intent.get(), call));
            talk.took(call, result, phrasebook, mask);
            goesOn &= result.reply() instanceof Reply.Say say && say.offers().isEmpty();
        }
        return goesOn;
    }

    private String objection(String words, Talk talk) {
        return check.objection(
                        words,
                        talk.turn.interpretation().language(),
                        talk.turn.conversation().merchant(),
                        talk.sources)
                .orElse("");
    }

    private static List<Tool> tools() {
        return Arrays.stream(Intent.values())
                .filter(intent -> !intent.isSmallTalk())
                .map(intent -> new Tool(intent.wireName(), ""))
                .toList();
    }

    /** One turn's talk with the model; used by one thread. */
    private final class Talk extends ModelTalk {
        Talk(Turn turn) {
            super(turn, clock.instant());
            transcript.recent(turn.conversation().id(), TEXTS_BEFORE).forEach(before -> said.add(masked(before)));
            said.add(new Said.ByShopper(mask.mask(turn.utterance().text(), marks)));
            passages.addAll(retriever
                    .find(new Retriever.Question(
                            turn.conversation().merchant(),
                            turn.utterance().text(),
                            turn.interpretation().language()))
                    .passages());
            passages.forEach(passage -> sources.add(passage.heading() + "\n" + passage.text() + "\n"
                    + passage.source().page()));
            tools.addAll(tools());
        }

        private Said masked(Said before) {
            return switch (before) {
                case Said.ByShopper shopper -> new Said.ByShopper(mask.mask(shopper.text(), marks));
                case Said.ByClerk clerk -> new Said.ByClerk(mask.mask(clerk.text(), marks));
                case Said.ByTool tool -> tool;
            };
        }

        Answered end(String words, ModelUse.Outcome outcome) {
            counters.count("model_turns", outcome.name());
            return new Answered(
                    words,
                    results,
                    new ModelUse(
                            model.name(),
                            model.isRemote(),
                            requests,
                            usage,
                            Duration.between(began, clock.instant()),
                            outcome));
        }
    }
}
