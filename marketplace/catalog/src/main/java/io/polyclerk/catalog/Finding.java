package io.polyclerk.catalog;

import java.nio.file.Path;

/**
 * Something that is wrong in a file, said so that its author can mend it.
 *
 * @param line from 1; 0 when the file as a whole is meant
 * @param rule what is not kept
 * @param remedy what to do
 */
public record Finding(Path file, int line, String rule, String remedy) {

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + rule + ". " + remedy;
    }
}
