package io.polyclerk.server.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.proactive.ProactiveHistory;
import io.polyclerk.server.persistence.proactive.ProactiveLedger.Dropped;
import io.polyclerk.server.persistence.proactive.ProactiveLedger.Outcome;
import io.polyclerk.server.persistence.proactive.ProactiveLedger.Stars;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was decided about writing first, read from an export in JSON Lines. Immutable. */
final class ExportedDecisions implements ProactiveHistory {

    /** What was said or spared, not said, or answered with stars. @param details of its event */
    private record Noted(
            String id, String merchant, @Nullable String conversation, Instant at, JsonNode details) {

        boolean isOf(String owner, Instant from, Instant to) {
            return merchant.equals(owner) && !at.isBefore(from) && at.isBefore(to);
        }

        boolean isOf(Occasion occasion) {
            return details.path("occasion").asText().equals(occasion.wireName());
        }
    }

    private final Map<String, Noted> decided = new HashMap<>();
    private final List<Noted> dropped = new ArrayList<>();
    private final List<Noted> reviews = new ArrayList<>();
    private final Map<String, BigDecimal> paid = new HashMap<>();
    private final Map<String, DeliveryState> deliveries = new HashMap<>();
    private final Map<String, List<Instant>> wrote = new HashMap<>();
    private final Map<String, List<Instant>> stopped = new HashMap<>();
    private Instant madeAt = Instant.EPOCH;

    ExportedDecisions(BufferedReader lines) throws IOException {
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            if (!text.isBlank()) {
                take(Json.STORED.readTree(text));
            }
        }
    }

    /** When the export was made: payments that came later are not in it. */
    Instant madeAt() {
        return madeAt;
    }

    private void take(JsonNode line) {
        switch (line.path("type").asText()) {
            case "export" -> madeAt = at(line);
            case "message" -> message(line);
            case "consent" -> {
                if (line.path("state").asText().equals("withdrawn")) {
                    note(stopped, line);
                }
            }
            case "event" -> {
                switch (line.path("kind").asText()) {
                    case "proactive" -> decision(noted(line));
                    case "review" -> reviews.add(noted(line));
                    default -> {}
                }
            }
            default -> {}
        }
    }

    private void message(JsonNode line) {
        if (line.path("author").asText().equalsIgnoreCase("shopper")) {
            note(wrote, line);
        } else if (line.hasNonNull("idempotencyKey") && line.hasNonNull("state")) {
            deliveries.put(
                    line.path("idempotencyKey").asText(),
                    DeliveryState.valueOf(line.path("state").asText().toUpperCase(Locale.ROOT)));
        }
    }

    private static void note(Map<String, List<Instant>> times, JsonNode line) {
        times.computeIfAbsent(line.path("conversation").asText(), absent -> new ArrayList<>())
                .add(at(line));
    }

    private static Noted noted(JsonNode line) {
        return new Noted(
                line.at("/details/id").asText(),
                line.path("merchant").asText(),
                line.hasNonNull("conversation") ? line.path("conversation").asText() : null,
                at(line),
                line.path("details"));
    }

    /** Events come in their order, so the last word on an id stands. */
    private void decision(Noted one) {
        switch (one.details().path("outcome").asText()) {
            case "told", "spared" -> decided.put(one.id(), one);
            case "taken_back" -> decided.remove(one.id());
            case "paid" ->
                paid.put(one.id(), new BigDecimal(one.details().path("amount").asText()));
            case "dropped" -> dropped.add(one);
            default -> {}
        }
    }

    private static Instant at(JsonNode line) {
        return Instant.parse(line.path("at").asText());
    }

    @Override
    public List<Outcome> outcomes(String merchant, Occasion occasion, Instant from, Instant to, int days, Instant now) {
        return decided.values().stream()
                .filter(one -> one.isOf(merchant, from, to) && one.isOf(occasion))
                .sorted(Comparator.comparing(Noted::at).thenComparing(Noted::id))
                .map(one -> outcome(one, Duration.ofDays(days), now))
                .toList();
    }

    private Outcome outcome(Noted one, Duration days, Instant now) {
        JsonNode details = one.details();
        boolean isFirst = details.hasNonNull("watchUntil");
        return new Outcome(
                details.path("outcome").asText().equals("spared"),
                details.path("byTemplate").asBoolean(),
                deliveries.get(one.id()),
                isFirst,
                new BigDecimal(details.path("amount").asText()),
                details.path("currency").asText(),
                paid.containsKey(one.id()),
                paid.get(one.id()),
                isFirst && Instant.parse(details.path("watchUntil").asText()).isAfter(now),
                isWithin(wrote, one, days),
                isWithin(stopped, one, days));
    }

    private static boolean isWithin(Map<String, List<Instant>> times, Noted one, Duration days) {
        return one.conversation() != null
                && times.getOrDefault(one.conversation(), List.of()).stream()
                        .anyMatch(at ->
                                at.isAfter(one.at()) && !at.isAfter(one.at().plus(days)));
    }

    @Override
    public List<Stars> stars(String merchant, Instant from, Instant to) {
        return reviews.stream()
                .filter(one -> one.isOf(merchant, from, to))
                .collect(Collectors.groupingBy(
                        one -> one.details().path("score").asInt(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(one -> new Stars(one.getKey(), one.getValue()))
                .toList();
    }

    @Override
    public List<Dropped> dropped(String merchant, Occasion occasion, Instant from, Instant to) {
        return dropped.stream()
                .filter(one -> one.isOf(merchant, from, to) && one.isOf(occasion))
                .collect(Collectors.groupingBy(one -> one.details().path("why").asText(), Collectors.counting()))
                .entrySet()
                .stream()
                .map(one -> new Dropped(one.getKey(), one.getValue()))
                .sorted(Comparator.comparing(Dropped::count).reversed().thenComparing(Dropped::why))
                .toList();
    }
}
