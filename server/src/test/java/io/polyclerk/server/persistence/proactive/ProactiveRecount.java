package io.polyclerk.server.persistence.proactive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what came of writing first from an export alone, without any code of the product. */
final class ProactiveRecount {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final class Case {
        boolean told;
        boolean byTemplate;
        String conversation = "";
        Instant at = Instant.EPOCH;
        Instant until = Instant.MAX;
        boolean watched;
        boolean paid;
    }

    private final Map<String, Case> cases = new LinkedHashMap<>();
    private final Map<String, String> states = new HashMap<>();
    private final List<JsonNode> shoppers = new ArrayList<>();
    private final List<JsonNode> stops = new ArrayList<>();
    private final Map<String, Long> dropped = new TreeMap<>();

    ProactiveRecount(Iterable<String> lines, String occasion) throws Exception {
        for (String text : lines) {
            JsonNode line = JSON.readTree(text);
            JsonNode details = line.path("details");
            switch (line.path("type").asText()) {
                case "message" -> {
                    if (line.path("author").asText().equalsIgnoreCase("shopper")) {
                        shoppers.add(line);
                    } else {
                        states.put(
                                line.path("idempotencyKey").asText(),
                                line.path("state").asText());
                    }
                }
                case "event" -> {
                    if (line.path("kind").asText().equals("consent")
                            && details.path("state").asText().equals("withdrawn")) {
                        stops.add(line);
                    }
                    if (line.path("kind").asText().equals("proactive")
                            && details.path("occasion").asText().equals(occasion)) {
                        event(line, details);
                    }
                }
                default -> {}
            }
        }
    }

    private void event(JsonNode line, JsonNode details) {
        String id = details.path("id").asText();
        switch (details.path("outcome").asText()) {
            case "told", "spared" -> {
                Case one = new Case();
                one.told = details.path("outcome").asText().equals("told");
                one.byTemplate = details.path("byTemplate").asBoolean();
                one.conversation = line.path("conversation").asText();
                one.at = Instant.parse(line.path("at").asText());
                one.watched = details.has("watchUntil");
                if (one.watched) {
                    one.until = Instant.parse(details.path("watchUntil").asText());
                }
                cases.put(id, one);
            }
            case "paid" -> cases.get(id).paid = true;
            case "taken_back" -> cases.remove(id);
            case "dropped" -> dropped.merge(details.path("why").asText(), 1L, Long::sum);
            default -> throw new AssertionError(line);
        }
    }

    /** The same names as the API's. */
    Map<String, Long> counts(int days, Instant now) {
        Map<String, Long> counts = new TreeMap<>();
        List.of(
                        "told",
                        "byTemplate",
                        "sent",
                        "read",
                        "answered",
                        "optedOut",
                        "spared",
                        "ordersTold",
                        "paidTold",
                        "ordersSpared",
                        "paidSpared")
                .forEach(name -> counts.put(name, 0L));
        cases.forEach((id, one) -> {
            add(counts, one.told ? "told" : "spared", true);
            if (one.told) {
                String state = states.getOrDefault(id, "");
                add(counts, "byTemplate", one.byTemplate);
                add(
                        counts,
                        "sent",
                        List.of("sent", "delivered", "read").contains(state.toLowerCase(java.util.Locale.ROOT)));
                add(counts, "read", state.equalsIgnoreCase("read"));
                add(counts, "answered", within(shoppers, one, days));
                add(counts, "optedOut", within(stops, one, days));
            }
            if (one.watched && !one.until.isAfter(now)) {
                add(counts, one.told ? "ordersTold" : "ordersSpared", true);
                add(counts, one.told ? "paidTold" : "paidSpared", one.paid);
            }
        });
        dropped.forEach((why, count) -> counts.put("dropped " + why, count));
        return counts;
    }

    private static void add(Map<String, Long> counts, String name, boolean counted) {
        counts.merge(name, counted ? 1L : 0L, Long::sum);
    }

    private static boolean within(List<JsonNode> lines, Case one, int days) {
        Instant end = one.at.plus(Duration.ofDays(days));
        return lines.stream()
                .filter(line -> line.path("conversation").asText().equals(one.conversation))
                .map(line -> Instant.parse(line.path("at").asText()))
                .anyMatch(at -> at.isAfter(one.at) && !at.isAfter(end));
    }
}
