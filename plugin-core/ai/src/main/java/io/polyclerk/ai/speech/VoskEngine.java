package io.polyclerk.ai.speech;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;
import org.vosk.Recognizer;

/** Vosk with a model of one language. */
final class VoskEngine implements LocalEngine {

    private final Model model;
    private final String name;

    /** @throws IOException when the folder holds no model */
    VoskEngine(Path folder) throws IOException {
        LibVosk.setLogLevel(LogLevel.WARNINGS);
        model = new Model(folder.toString());
        name = "vosk " + folder.getFileName();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> listen(Sound sound, @Nullable String language) {
        byte[] samples = sound.bytes();
        try (Recognizer recognizer = new Recognizer(model, Sound.RATE)) {
            recognizer.acceptWaveForm(samples, samples.length);
            String text = new ObjectMapper()
                    .readTree(recognizer.getFinalResult())
                    .path("text")
                    .asText();
            return Optional.of(text.strip()).filter(words -> !words.isEmpty());
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
