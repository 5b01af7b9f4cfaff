package io.polyclerk.reader;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What stands between the cells of a table that is written as text, told by its first line: guessing by all of it fails on short ones. */
enum Delimiter {
    COMMA(',', "comma"),
    SEMICOLON(';', "semicolon"),
    TAB('\t', "tab"),
    PIPE('|', "pipe");

    private static final int LONGEST_LINE = 10_000;

    private final char sign;
    private final String tikaName;

    Delimiter(char sign, String tikaName) {
        this.sign = sign;
        this.tikaName = tikaName;
    }

    /** By the name that Tika has for it. */
    String tikaName() {
        return tikaName;
    }

    /** What stands most often in the first line. */
    static Delimiter of(Path file) throws IOException {
        char[] start = new char[LONGEST_LINE];
        int length;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            length = Math.max(0, reader.read(start));
        }
        String line = new String(start, 0, length).lines().findFirst().orElse("");
        return Stream.of(values())
                .max(Comparator.comparingLong((Delimiter one) ->
                        line.chars().filter(sign -> sign == one.sign).count()))
                .orElse(COMMA);
    }
}
