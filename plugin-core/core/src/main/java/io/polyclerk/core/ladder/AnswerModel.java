package io.polyclerk.core.ladder;

import io.polyclerk.core.knowledge.Passage;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A large model. One call of {@link #ask} is one request to it; who asks again, and how often, is decided by the caller. Thread-safe. */
public interface AnswerModel {

    /** For numbers and logs, such as {@code qwen-plus}. */
    String name();

    /** Whether asking leaves this machine. */
    boolean isRemote();

    /**
     * What the next request may cost at most, counted before it is made.
     *
     * @return in millionths of the currency in which the merchant's cap is given; 0 for a model that costs nothing
     */
    long mostItCosts(Prompt prompt);

    /**
     * Asks once and waits at most as long as given.
     *
     * @throws ModelFailure when there is no answer that can be read
     */
    Answer ask(Prompt prompt, Duration patience);

    /** What a model is asked for. */
    enum Task {
        /** To answer a shopper as the shop's clerk. */
        ANSWER,
        /** To put the one text that was said into another language. */
        TRANSLATE
    }

    /**
     * What a model is told. Personal data is masked in all of it.
     *
     * @param language BCP 47 tag in which to answer
     * @param said the conversation, oldest first; the last is the shopper's or what a tool found
     * @param passages what the shop has written that may answer it
     * @param tools what the model may use
     */
    record Prompt(Task task, String language, List<Said> said, List<Passage> passages, List<Tool> tools) {
        public Prompt {
            said = List.copyOf(said);
            passages = List.copyOf(passages);
            tools = List.copyOf(tools);
        }

        /** To answer a shopper. */
        public Prompt(String language, List<Said> said, List<Passage> passages, List<Tool> tools) {
            this(Task.ANSWER, language, said, passages, tools);
        }
    }

    /** Something that was said, or found by a tool. */
    sealed interface Said {

        record ByShopper(String text) implements Said {}

        record ByClerk(String text) implements Said {}

        /** The model wanted to use a tool, and this is what the tool says. */
        record ByTool(Call call, String text) implements Said {}
    }

    /** A skill, as the model sees it. @param name wire name of its intent */
    record Tool(String name, String purpose) {}

    /** A wish of the model to use a tool. @param arguments as the model gave them: data, believed by nobody */
    record Call(String id, String tool, Map<String, String> arguments) {
        public Call {
            arguments = Map.copyOf(arguments);
        }
    }

    /** What a model answers. */
    sealed interface Answer {

        Usage usage();

        record Words(String text, Usage usage) implements Answer {}

        record Calls(List<Call> calls, Usage usage) implements Answer {
            public Calls {
                calls = List.copyOf(calls);
            }
        }
    }

    /** What an answer took. @param cost in millionths of the currency of the cap */
    record Usage(long inputTokens, long outputTokens, long cost) {

        public static final Usage NONE = new Usage(0, 0, 0);

        public Usage plus(Usage other) {
            return new Usage(inputTokens + other.inputTokens, outputTokens + other.outputTokens, cost + other.cost);
        }
    }
}
