package io.polyclerk.ai.understanding;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The models that the build made of the language packs. */
final class ModelFiles {

    private static final String FOLDER = "/models/";
    private static final int BUFFER = 1 << 16;

    private ModelFiles() {}

    /** Makes something of a model's bytes. */
    interface Form<T> {
        T of(DataInputStream in) throws IOException;
    }

    /** Whether there is a model. */
    static boolean has(String name) {
        return ModelFiles.class.getResource(FOLDER + name) != null;
    }

    /** @throws IllegalStateException when the build made no such model */
    static <T> T read(String name, Form<T> form) {
        try (InputStream stream = ModelFiles.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) {
                throw new IllegalStateException("the build made no " + name);
            }
            return form.of(new DataInputStream(new BufferedInputStream(stream, BUFFER)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
