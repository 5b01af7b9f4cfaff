package io.polyclerk.core.fake;

import io.polyclerk.core.ladder.AnswerModel;
import io.polyclerk.core.ladder.ModelFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Says what it is told to, in order, and is down when it has nothing more to say. It costs money and is not on this machine. */
public final class ScriptedModel implements AnswerModel {

    /** What it was asked, in order. */
    public final List<Prompt> prompts = new ArrayList<>();

    /** What each answer costs, in millionths. */
    public long cost = 10;

    private final Deque<Function<Prompt, Answer>> script = new ArrayDeque<>();

    public ScriptedModel says(String words) {
        return answers(prompt -> new Answer.Words(words, new Usage(100, 10, cost)));
    }

    public ScriptedModel uses(String tool, Map<String, String> arguments) {
        return answers(prompt -> new Answer.Calls(List.of(new Call("c1", tool, arguments)), new Usage(100, 10, cost)));
    }

    public ScriptedModel answers(Function<Prompt, Answer> answer) {
        script.add(answer);
        return this;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public long mostItCosts(Prompt prompt) {
        return 40;
    }

    @Override
    public Answer ask(Prompt prompt, Duration patience) {
        prompts.add(prompt);
        Function<Prompt, Answer> next = script.poll();
        if (next == null) {
            throw new ModelFailure(ModelFailure.Kind.UNAVAILABLE, "down");
        }
        return next.apply(prompt);
    }
}
