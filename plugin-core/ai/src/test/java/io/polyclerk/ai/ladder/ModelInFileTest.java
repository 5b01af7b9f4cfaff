package io.polyclerk.ai.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.polyclerk.ai.side.SideProcess;
import io.polyclerk.core.ladder.ModelFailure;
import io.polyclerk.core.ladder.ModelFailure.Kind;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model in a file: a tiny one, which loads as a large one does. */
class ModelInFileTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private ModelInFile model(byte[] content, Duration patience) throws Exception {
        Path file = folder.resolve("tiny.gguf");
        Files.write(file, content);
        return new ModelInFile(
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator)),
                file,
                new SideProcess.Traces(folder.resolve("model.log"), folder.resolve("temporary")),
                patience,
                Duration.ofSeconds(60));
    }

    private static ChatRequest request(int tokens) {
        return ChatRequest.builder()
                .messages(SystemMessage.from("You are a clerk."), UserMessage.from("May my dog come in?"))
                .maxOutputTokens(tokens)
                .build();
    }

    @Test
    void aFileIsFoundByItsContentAndNotByItsName() throws Exception {
        Files.writeString(folder.resolve("a.gguf"), "this is no model");
        Path model = Files.write(folder.resolve("b.bin"), TinyModel.gguf());
        assertThat(ModelFiles.in(folder)).contains(model);
        assertThat(ModelFiles.in(folder.resolve("nowhere"))).isEmpty();
    }

    @Test
    void aModelIsLoadedAndWritesAndComesBackAfterItsProcessDied() throws Exception {
        List<ProcessHandle> others = ProcessHandle.current().children().toList();
        try (ModelInFile model = model(TinyModel.gguf(), PATIENCE)) {
            // Nonsense has no end: what was broken off is no answer.
            assertThatThrownBy(() -> model.chat(request(20)))
                    .isInstanceOfSatisfying(
                            ModelFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.NONSENSE));
            assertThat(model.isRunning()).isTrue();
            assertThat(folder.resolve("temporary"))
                    .as("its library unpacks itself")
                    .isNotEmptyDirectory();
            Files.createFile(folder.resolve("temporary").resolve("left by a server that was killed"));
            List<ProcessHandle> own = ProcessHandle.current()
                    .children()
                    .filter(child -> !others.contains(child))
                    .toList();
            assertThat(own).hasSize(1);
            own.forEach(child -> {
                child.destroyForcibly();
                child.onExit().join();
            });
            assertThatThrownBy(() -> model.chat(request(20)))
                    .isInstanceOfSatisfying(
                            ModelFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.NONSENSE));
            assertThat(folder.resolve("temporary").resolve("left by a server that was killed"))
                    .doesNotExist();
        }
        assertThat(folder.resolve("temporary")).isEmptyDirectory();
    }

    @Test
    void whatItWroteToItsEndIsAnAnswer() throws Exception {
        try (ModelInFile model = model(TinyModel.saying("yes"), PATIENCE)) {
            ChatResponse answer = model.chat(request(20));
            assertThat(answer.aiMessage().text()).isEqualTo("yes");
            assertThat(answer.tokenUsage().outputTokenCount()).isBetween(1, 10);
        }
    }

    @Test
    void aDamagedFileBringsDownNobodyElse() throws Exception {
        byte[] whole = TinyModel.gguf();
        for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length / 2), Arrays.copyOf(whole, 40))) {
            try (ModelInFile model = model(damaged, PATIENCE)) {
                assertThatThrownBy(() -> model.chat(request(20)))
                        .isInstanceOfSatisfying(
                                ModelFailure.class,
                                failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
            }
        }
    }

    @Test
    void whoeverHasNoTimeDoesNotWaitAndTheNextIsNotKeptWaitingEither() throws Exception {
        try (ModelInFile model = model(TinyModel.gguf(), Duration.ofMillis(1))) {
            assertThatThrownBy(() -> model.chat(request(400)))
                    .isInstanceOfSatisfying(
                            ModelFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.SLOW));
            assertThatThrownBy(() -> model.chat(request(400)))
                    .isInstanceOfSatisfying(
                            ModelFailure.class,
                            failure -> assertThat(failure.kind()).isIn(Kind.UNAVAILABLE, Kind.SLOW, Kind.NONSENSE));
        }
    }
}
