package io.polyclerk.ai.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No weights are to be had here: finding models, loading an engine, and refusing what is no model. Whisper is loaded in {@link EarsTest}. */
class LocalModelsTest {

    @TempDir
    private Path folder;

    @Test
    void noFolderAndAnEmptyOneHoldNoModel() {
        assertThat(LocalModels.in(folder.resolve("nowhere"))).isEmpty();
        assertThat(LocalModels.in(folder)).isEmpty();
    }

    @Test
    void modelsAreToldByTheirContent() throws IOException {
        Files.writeString(folder.resolve("a.bin"), "no model");
        Files.writeString(folder.resolve("b.anything"), "lmgg…");
        assertThat(LocalModels.in(folder)).contains(new LocalModels.Found.Whisper(folder.resolve("b.anything")));

        Path vosk = folder.resolve("a-vosk");
        Files.createDirectories(vosk.resolve("am"));
        Files.createDirectories(vosk.resolve("conf"));
        assertThat(LocalModels.in(folder)).contains(new LocalModels.Found.Vosk(vosk));
    }

    @Test
    void whatOnlyLooksLikeAModelIsRefusedByTheEngine() {
        assertThatThrownBy(() -> LocalModels.loaded(new LocalModels.Found.Vosk(folder)))
                .isInstanceOf(IOException.class);
    }
}
