package io.polyclerk.server.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.metrics.ServiceHistory;
import io.polyclerk.server.persistence.metrics.ServiceHistory.Kind;
import io.polyclerk.server.persistence.metrics.ServiceHistory.Moment;
import io.polyclerk.server.persistence.metrics.SqlSpending;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The same moments as the database has, read from an export in JSON Lines. Immutable. */
final class ExportHistory implements History {

    private final Map<String, List<Moment>> moments = new TreeMap<>();
    private final Map<String, String> merchants = new HashMap<>();
    private final Map<String, Integer> openTickets = new HashMap<>();

    private record Spent(String merchant, Instant at, String on, long amount) {}

    private final List<Spent> spent = new ArrayList<>();

    ExportHistory(BufferedReader lines) throws IOException {
        Map<String, String> connections = new HashMap<>();
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            if (!text.isBlank()) {
                take(Json.STORED.readTree(text), connections);
            }
        }
        moments.values()
                .forEach(list -> list.sort(Comparator.comparing(Moment::at).thenComparing(Moment::kind)));
    }

    private void take(JsonNode line, Map<String, String> connections) {
        String conversation = line.path("conversation").asText();
        switch (line.path("type").asText()) {
            case "conversation" -> {
                merchants.put(line.path("id").asText(), line.path("merchant").asText());
                connections.put(
                        line.path("id").asText(), line.path("connection").asText());
            }
            case "ticket" -> {
                if (!line.path("state").asText().equalsIgnoreCase("closed")) {
                    openTickets.merge(line.path("merchant").asText(), 1, Integer::sum);
                }
                add(
                        conversation,
                        connections,
                        Instant.parse(line.path("createdAt").asText()),
                        Kind.TICKET,
                        line.path("kind").asText());
            }
            case "event" -> {
                if (line.path("kind").asText().equals(SqlSpending.EVENT)) {
                    spent(line);
                }
                Kind kind = ServiceHistory.kindOf(line.path("kind").asText());
                if (kind != null) {
                    JsonNode details = line.path("details");
                    add(
                            conversation,
                            connections,
                            Instant.parse(line.path("at").asText()),
                            kind,
                            details.isTextual() ? details.asText() : details.toString());
                }
            }
            default -> {}
        }
    }

    private void spent(JsonNode line) {
        spent.add(new Spent(
                line.path("merchant").asText(),
                Instant.parse(line.path("at").asText()),
                line.at("/details/on").asText(),
                line.at("/details/spent").asLong()));
    }

    private void add(String conversation, Map<String, String> connections, Instant at, Kind kind, String details) {
        moments.computeIfAbsent(conversation, absent -> new ArrayList<>())
                .add(new Moment(conversation, connections.getOrDefault(conversation, ""), at, kind, details));
    }

    @Override
    public void each(@Nullable String merchant, Instant from, Instant to, Consumer<List<Moment>> taker) {
        moments.forEach((conversation, all) -> {
            List<Moment> within = all.stream()
                    .filter(moment -> !moment.at().isBefore(from) && moment.at().isBefore(to))
                    .toList();
            boolean isAsked = merchant == null || merchant.equals(merchants.get(conversation));
            if (isAsked && !within.isEmpty()) {
                taker.accept(within);
            }
        });
    }

    @Override
    public Map<String, Long> spent(@Nullable String merchant, Instant from, Instant to) {
        return spent.stream()
                .filter(one -> merchant == null || merchant.equals(one.merchant()))
                .filter(one -> !one.at().isBefore(from) && one.at().isBefore(to))
                .collect(Collectors.groupingBy(Spent::on, TreeMap::new, Collectors.summingLong(Spent::amount)));
    }

    @Override
    public int openTickets(@Nullable String merchant) {
        return merchant == null
                ? openTickets.values().stream().mapToInt(Integer::intValue).sum()
                : openTickets.getOrDefault(merchant, 0);
    }
}
