package io.polyclerk.ai.understanding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the data of language packs from the class path. */
public final class PackFiles {

    private static final String ROOT = "/languages/";

    private PackFiles() {}

    /** Tags of all packs, in the order of the index. */
    public static List<String> tags() {
        return lines("index.txt").orElseThrow();
    }

    /** Lines of a file of a pack that are not blank; empty when the pack has no such file. */
    public static Optional<List<String>> lines(String path) {
        try (InputStream stream = PackFiles.class.getResourceAsStream(ROOT + path)) {
            if (stream == null) {
                return Optional.empty();
            }
            List<String> lines = new ArrayList<>();
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    lines.add(line);
                }
            }
            return Optional.of(lines);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A two-column file, {@code key<separator>value}; the last separator of a line counts, quotes around a key are dropped. */
    static Map<String, String> pairs(String path, char separator) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String line : lines(path).orElse(List.of())) {
            int cut = line.lastIndexOf(separator);
            if (cut > 0) {
                pairs.putIfAbsent(
                        unquoted(line.substring(0, cut)),
                        line.substring(cut + 1).strip());
            }
        }
        return pairs;
    }

    private static String unquoted(String key) {
        String stripped = key.strip();
        return stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"")
                ? stripped.substring(1, stripped.length() - 1).replace("\"\"", "\"")
                : stripped;
    }
}
