package io.polyclerk.server.metrics;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.polyclerk.server.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes the numbers once more from an export alone, without the server and its database: what the dashboard shows can be checked by
 * anybody who has the file.
 */
public final class RecountCommand {

    private RecountCommand() {}

    /** {@code export.jsonl --from 2026-11-01T00:00:00Z --to 2026-12-01T00:00:00Z [--zone …] [--merchant …]}. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println(recounted(arguments));
    }

    static String recounted(String... arguments) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        try (BufferedReader lines = Files.newBufferedReader(Path.of(arguments[0]))) {
            Asked asked = new Asked(
                    options.get("--merchant"),
                    Instant.parse(required(options.get("--from"), "--from")),
                    Instant.parse(required(options.get("--to"), "--to")),
                    ZoneId.of(options.getOrDefault("--zone", "UTC")),
                    options.get("--connection"),
                    options.get("--language"),
                    options.get("--intent"));
            ServiceNumbers numbers = new ServiceMetrics(new Recounted(new ExportHistory(lines))).of(asked);
            return Json.API.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(numbers);
        }
    }

    private static String required(@Nullable String value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
