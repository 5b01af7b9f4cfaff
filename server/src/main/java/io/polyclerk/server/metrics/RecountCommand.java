package io.polyclerk.server.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.core.proactive.ProactivePolicy;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.proactive.ProactiveResults;
import io.polyclerk.server.proactive.ProactiveResults.Results;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes the numbers once more from an export alone, without the server and its database: what the dashboard shows can be checked by
 * anybody who has the file.
 */
public final class RecountCommand {

    private RecountCommand() {}

    /**
     * Everything that is told of a period.
     *
     * @param proactive what came of each occasion on which the bot wrote first, of one merchant; empty without a merchant and where it never did
     */
    record Told(
            @JsonUnwrapped ServiceNumbers numbers,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Results> proactive) {}

    /**
     * {@code export.jsonl --from 2026-11-01T00:00:00Z --to 2026-12-01T00:00:00Z [--zone …] [--merchant …] [--connection …] [--language …]
     * [--intent …] [--days 7]}; {@code --days} within which an answer or a payment counts, as the merchant has set it.
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println(recounted(arguments));
    }

    public static String recounted(String... arguments) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        Path export = Path.of(arguments[0]);
        Asked asked = new Asked(
                options.get("--merchant"),
                Instant.parse(required(options.get("--from"), "--from")),
                Instant.parse(required(options.get("--to"), "--to")),
                ZoneId.of(options.getOrDefault("--zone", "UTC")),
                options.get("--connection"),
                options.get("--language"),
                options.get("--intent"));
        int days = Integer.parseInt(
                options.getOrDefault("--days", Integer.toString(ProactivePolicy.DEFAULT.resultDays())));
        return Json.API
                .writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(new Told(numbers(export, asked), proactive(export, asked, days)));
    }

    private static ServiceNumbers numbers(Path export, Asked asked) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(export)) {
            return new ServiceMetrics(new Recounted(new ExportHistory(lines))).of(asked);
        }
    }

    private static List<Results> proactive(Path export, Asked asked, int days) throws IOException {
        String merchant = asked.merchant();
        if (merchant == null) {
            return List.of();
        }
        try (BufferedReader lines = Files.newBufferedReader(export)) {
            ExportedDecisions decisions = new ExportedDecisions(lines);
            ProactiveResults results = new ProactiveResults(decisions, Clock.fixed(decisions.madeAt(), ZoneOffset.UTC));
            return Arrays.stream(Occasion.values())
                    .map(occasion -> results.of(merchant, occasion, asked.from(), asked.to(), days))
                    .filter(one -> one.told()
                                    + one.spared()
                                    + one.dropped().size()
                                    + one.stars().size()
                            > 0)
                    .toList();
        }
    }

    private static String required(@Nullable String value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
