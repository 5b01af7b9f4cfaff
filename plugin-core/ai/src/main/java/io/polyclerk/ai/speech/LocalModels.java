package io.polyclerk.ai.speech;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the speech model that lies in a folder: a ggml file for whisper (told by its first bytes), or a folder of a Vosk model (told by its
 * parts). The first in the order of names is taken. Stateless.
 */
final class LocalModels {

    /** "ggml", as it is stored. */
    private static final byte[] GGML = {'l', 'm', 'g', 'g'};

    /** What was found. */
    sealed interface Found {
        record Whisper(Path file) implements Found {}

        record Vosk(Path folder) implements Found {}
    }

    private LocalModels() {}

    static Optional<Found> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().flatMap(entry -> of(entry).stream()).findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Found> of(Path entry) {
        if (Files.isDirectory(entry)) {
            return Files.isDirectory(entry.resolve("am")) && Files.isDirectory(entry.resolve("conf"))
                    ? Optional.of(new Found.Vosk(entry))
                    : Optional.empty();
        }
        try (InputStream file = Files.newInputStream(entry)) {
            return java.util.Arrays.equals(file.readNBytes(GGML.length), GGML)
                    ? Optional.of(new Found.Whisper(entry))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** @throws IOException when it cannot be loaded @throws LinkageError when its engine is not there */
    static LocalEngine loaded(Found found) throws IOException {
        return switch (found) {
            case Found.Whisper whisper -> new WhisperEngine(whisper.file());
            case Found.Vosk vosk -> new VoskEngine(vosk.folder());
        };
    }
}
