package io.polyclerk.ai.ladder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Language models in files of the GGUF format, told by their first bytes. Stateless. */
public final class ModelFiles {

    private static final byte[] GGUF = "GGUF".getBytes(StandardCharsets.US_ASCII);

    private ModelFiles() {}

    /** The first in a folder, in the order of names. */
    public static Optional<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().filter(ModelFiles::isModel).findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether it begins as such a file does; what follows may still be damaged. */
    public static boolean isModel(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return Arrays.equals(stream.readNBytes(GGUF.length), GGUF);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
