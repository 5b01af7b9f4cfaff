package io.polyclerk.ai.ladder;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.polyclerk.core.ladder.AnswerModel;
import io.polyclerk.core.ladder.ModelFailure;
import io.polyclerk.core.ladder.ModelFailure.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A chat model as the ladder asks it, wherever it runs: with a limit to what an answer costs and takes, and a rest after three failures in a
 * row. Never repeats a request by itself, since each may cost. Thread-safe.
 */
public final class ChatAnswerModel implements AnswerModel {

    private static final int MOST_OUTPUT_TOKENS = 400;
    /** A text that is translated comes back about as long as it was, and some scripts take several tokens for a character. */
    private static final int OUTPUT_TOKENS_PER_CHARACTER = 3;

    /** Few scripts take more than one token for a character; fewer are needed in most. */
    private static final int TOKENS_OF_TOOLS = 1_500;

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final String name;
    private final boolean isRemote;
    private final TokenPrices prices;
    private final ChatModel model;
    private final ChatModelMessages messages = new ChatModelMessages();
    private final CircuitBreaker<ChatResponse> breaker = CircuitBreaker.<ChatResponse>builder()
            .withFailureThreshold(3)
            .withDelay(Duration.ofSeconds(30))
            .build();

    private ChatAnswerModel(String name, boolean isRemote, TokenPrices prices, ChatModel model) {
        this.name = name;
        this.isRemote = isRemote;
        this.prices = prices;
        this.model = model;
    }

    /** The model at an OpenAI-compatible address. */
    public static ChatAnswerModel at(ModelSettings settings) {
        return new ChatAnswerModel(
                settings.name(),
                settings.isRemote(),
                settings.prices(),
                OpenAiCompatible.model(settings, LONGEST).build());
    }

    /** A model on this machine, which costs nothing. @param name for numbers and logs */
    public static ChatAnswerModel here(String name, ChatModel model) {
        return new ChatAnswerModel(name, false, TokenPrices.FREE, model);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isRemote() {
        return isRemote;
    }

    @Override
    public long mostItCosts(Prompt prompt) {
        return prices.cost(mostInputTokens(prompt), mostOutputTokens(prompt));
    }

    private static int mostOutputTokens(Prompt prompt) {
        return switch (prompt.task()) {
            case ANSWER -> MOST_OUTPUT_TOKENS;
            case TRANSLATE ->
                MOST_OUTPUT_TOKENS
                        + OUTPUT_TOKENS_PER_CHARACTER
                                * prompt.said().stream()
                                        .mapToInt(said -> said instanceof Said.ByShopper shopper
                                                ? shopper.text().length()
                                                : 0)
                                        .sum();
        };
    }

    private long mostInputTokens(Prompt prompt) {
        return TOKENS_OF_TOOLS
                + messages.messages(prompt).stream()
                        .mapToLong(message -> message.toString().length())
                        .sum();
    }

    @Override
    public Answer ask(Prompt prompt, Duration patience) {
        ChatRequest request = ChatRequest.builder()
                .messages(messages.messages(prompt))
                .toolSpecifications(messages.tools(prompt))
                .maxOutputTokens(mostOutputTokens(prompt))
                .build();
        Timeout<ChatResponse> timeout =
                Timeout.<ChatResponse>builder(patience).withInterrupt().build();
        try {
            return answer(Failsafe.with(breaker, timeout).get(() -> model.chat(request)), prompt);
        } catch (CircuitBreakerOpenException resting) {
            throw new ModelFailure(Kind.UNAVAILABLE, "resting after failures");
        } catch (TimeoutExceededException slow) {
            throw new ModelFailure(Kind.SLOW, "no answer within " + patience.toMillis() + " ms");
        } catch (FailsafeException interrupted) {
            throw new ModelFailure(Kind.UNAVAILABLE, "interrupted");
        } catch (RuntimeException failure) {
            throw sorted(failure);
        }
    }

    private Answer answer(ChatResponse response, Prompt prompt) {
        AiMessage message = response.aiMessage();
        Usage usage = usage(response.tokenUsage(), prompt);
        if (message.hasToolExecutionRequests()) {
            return new Answer.Calls(
                    message.toolExecutionRequests().stream()
                            .map(ChatModelMessages::call)
                            .toList(),
                    usage);
        }
        String text = message.text();
        if (text == null) {
            throw new ModelFailure(Kind.NONSENSE, "an answer without words");
        }
        if (prompt.task() == Task.TRANSLATE && response.finishReason() == FinishReason.LENGTH) {
            throw new ModelFailure(Kind.NONSENSE, "a translation that was cut off");
        }
        return new Answer.Words(text, usage);
    }

    /** As the provider tells it, within reason. What it does not tell counts in full: a cap must not depend on it. */
    private Usage usage(@Nullable TokenUsage told, Prompt prompt) {
        Integer input = told == null ? null : told.inputTokenCount();
        Integer output = told == null ? null : told.outputTokenCount();
        long in = input == null ? mostInputTokens(prompt) : Math.clamp(input, 0, TokenPrices.MOST_TOKENS);
        long out = output == null ? mostOutputTokens(prompt) : Math.clamp(output, 0, TokenPrices.MOST_TOKENS);
        return new Usage(in, out, prices.cost(in, out));
    }

    /** The provider's own words are left out: they quote keys and prompts. */
    private static ModelFailure sorted(RuntimeException failure) {
        return switch (failure) {
            case ModelFailure known -> known;
            case TimeoutException slow -> new ModelFailure(Kind.SLOW, "no answer in time");
            case RateLimitException limited -> new ModelFailure(Kind.LIMITED, "the provider limits requests");
            case AuthenticationException key -> new ModelFailure(Kind.REFUSED, "the key is not accepted");
            case ModelNotFoundException unknown -> new ModelFailure(Kind.REFUSED, "there is no such model");
            case InvalidRequestException invalid -> new ModelFailure(Kind.REFUSED, "the request is not accepted");
            default -> new ModelFailure(Kind.UNAVAILABLE, failure.getClass().getSimpleName());
        };
    }
}
