package io.polyclerk.ai.ladder;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.polyclerk.ai.side.Message;
import io.polyclerk.ai.side.SideException;
import io.polyclerk.ai.side.SideProcess;
import io.polyclerk.core.ladder.ModelFailure;
import io.polyclerk.core.ladder.ModelFailure.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A language model in a file, in a process of its own: a damaged file or too little memory brings down that process and no server. It is loaded
 * beside the shoppers, and while it loads or answers somebody else it is not waited for. It writes words and uses no tools. Thread-safe.
 */
public final class ModelInFile implements ChatModel, AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(ModelInFile.class.getName());
    /** The model is outside the heap; this is for its words. */
    private static final int HEAP_MEGABYTES = 128;

    private static final int MOST_TOKENS = 400;

    private final Path file;
    private final Duration patience;
    private final SideProcess process;
    private final AtomicBoolean isBusy = new AtomicBoolean();
    private final ExecutorService asker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("polyclerk-model-file").daemon(true).factory());

    /**
     * @param traces where the process leaves what is not its answers
     * @param patience longest time for an answer; what is written until then is thrown away
     * @param loading longest time for a file to be read, after which the process is ended
     */
    public ModelInFile(
            List<String> classPath, Path file, SideProcess.Traces traces, Duration patience, Duration loading) {
        this.file = file;
        this.patience = patience;
        process = new SideProcess(
                "model file",
                new SideProcess.Program(classPath, ModelFileMain.class, List.of(file.toString()), traces),
                new SideProcess.Limits(HEAP_MEGABYTES, loading, Duration.ofDays(1)));
    }

    /** Loads the model beside what else is going on, so that nobody waits for it. */
    public void prepare() {
        if (isBusy.compareAndSet(false, true)) {
            CompletableFuture.runAsync(() -> asked(new ModelQuestion("", List.of(), 0, 0)), asker)
                    .whenComplete((nothing, failure) -> {
                        isBusy.set(false);
                        if (failure == null) {
                            LOGGER.log(System.Logger.Level.INFO, "{0} is loaded", file.getFileName());
                        } else {
                            LOGGER.log(
                                    System.Logger.Level.WARNING,
                                    "{0} cannot be used: {1}. Is the engine in the folder \"engines\"? See the log of"
                                            + " the process.",
                                    file.getFileName(),
                                    reason(failure));
                        }
                    });
        }
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        if (!isBusy.compareAndSet(false, true)) {
            throw new ModelFailure(Kind.UNAVAILABLE, "still busy");
        }
        ModelQuestion question = question(request);
        CompletableFuture<ModelAnswer> answer = CompletableFuture.supplyAsync(() -> asked(question), asker)
                .whenComplete((said, failure) -> isBusy.set(false));
        try {
            return response(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            throw new ModelFailure(Kind.SLOW, "no answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException failure) {
            throw new ModelFailure(Kind.UNAVAILABLE, reason(failure));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new ModelFailure(Kind.SLOW, "interrupted");
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return String.valueOf((cause == null ? failure : cause).getMessage());
    }

    private ModelAnswer asked(ModelQuestion question) {
        try {
            return process.ask(Message.of(question)).head(ModelAnswer.class);
        } catch (SideException | IllegalArgumentException failure) {
            throw new IllegalStateException(failure.getMessage());
        }
    }

    private ModelQuestion question(ChatRequest request) {
        StringBuilder instructions = new StringBuilder();
        List<ModelQuestion.Line> said = new ArrayList<>();
        for (ChatMessage message : request.messages()) {
            switch (message) {
                case SystemMessage system -> instructions.append(system.text()).append('\n');
                case UserMessage user -> said.add(new ModelQuestion.Line("user", user.singleText()));
                case AiMessage clerk -> {
                    if (clerk.text() != null) {
                        said.add(new ModelQuestion.Line("assistant", clerk.text()));
                    }
                }
                // There are no tools here, so nothing is said by them.
                default -> {}
            }
        }
        Integer most = request.maxOutputTokens();
        return new ModelQuestion(
                instructions.toString().strip(),
                said,
                most == null ? MOST_TOKENS : Math.min(most, MOST_TOKENS),
                patience.toMillis());
    }

    private static ChatResponse response(ModelAnswer answer) {
        if (!answer.isWhole()) {
            throw new ModelFailure(Kind.NONSENSE, "an answer that was broken off");
        }
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(answer.text().strip()))
                .tokenUsage(new TokenUsage(answer.input(), answer.output()))
                .finishReason(FinishReason.STOP)
                .build();
    }

    /** Whether its process runs at the moment. */
    public boolean isRunning() {
        return process.isRunning();
    }

    @Override
    public void close() {
        asker.shutdownNow();
        process.close();
    }
}
