package io.polyclerk.server.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The same numbers by another road: from the lines of an export alone, written down from the definitions. */
final class Recount {

    private static final long DAY = 86_400_000;
    private static final Set<String> SMALL_TALK = Set.of("greeting", "thanks", "goodbye");

    long wished;
    long solved;
    long handedOff;
    long turns;
    long ended;
    long reopened;
    long spent;
    long translated;

    private static final class Visit {
        long begin;
        long last;
        long thanked = -1;
        long turns;
        boolean human;
        boolean ticket;
        final Set<String> wishes = new HashSet<>();
    }

    Recount(List<JsonNode> lines, Instant from, Instant to) {
        Map<String, List<JsonNode>> byConversation = new HashMap<>();
        for (JsonNode line : lines) {
            String type = line.path("type").asText();
            if (line.path("kind").asText().equals("spending")) {
                spent(line, from, to);
                continue;
            }
            if (type.equals("event") || type.equals("ticket")) {
                byConversation
                        .computeIfAbsent(line.path("conversation").asText(), absent -> new ArrayList<>())
                        .add(line);
            }
        }
        for (List<JsonNode> moments : byConversation.values()) {
            moments.sort((one, other) -> timeOf(one) != timeOf(other)
                    ? Long.compare(timeOf(one), timeOf(other))
                    : one.path("type").asText().compareTo(other.path("type").asText()));
            count(visits(moments), from.toEpochMilli(), to.toEpochMilli());
        }
    }

    private void spent(JsonNode line, Instant from, Instant to) {
        if (timeOf(line) >= from.toEpochMilli() && timeOf(line) < to.toEpochMilli()) {
            long amount = line.path("details").path("spent").asLong();
            spent += amount;
            translated += line.path("details").path("on").asText().equals("translation") ? amount : 0;
        }
    }

    private static long timeOf(JsonNode line) {
        String field = line.path("type").asText().equals("ticket") ? "createdAt" : "at";
        return Instant.parse(line.path(field).asText()).toEpochMilli();
    }

    private static List<Visit> visits(List<JsonNode> moments) {
        List<Visit> visits = new ArrayList<>();
        for (JsonNode moment : moments) {
            long at = timeOf(moment);
            if (visits.isEmpty() || at - visits.get(visits.size() - 1).last >= DAY) {
                Visit visit = new Visit();
                visit.begin = at;
                visit.last = at;
                visits.add(visit);
            }
            Visit visit = visits.get(visits.size() - 1);
            if (moment.path("type").asText().equals("ticket")) {
                visit.ticket = true;
                continue;
            }
            visit.last = at;
            visit.turns++;
            JsonNode details = moment.path("details");
            visit.human |= !details.path("holder").asText().equals("bot");
            String intent = details.at("/intents/0/intent").asText();
            if (!SMALL_TALK.contains(intent)) {
                visit.wishes.add(intent);
                visit.thanked = -1;
            } else if (intent.equals("thanks") && !visit.wishes.isEmpty()) {
                visit.thanked = at;
            }
        }
        return visits;
    }

    private void count(List<Visit> visits, long from, long to) {
        for (int i = 0; i < visits.size(); i++) {
            Visit visit = visits.get(i);
            if (visit.begin < from || visit.begin >= to) {
                continue;
            }
            turns += visit.turns;
            if (visit.wishes.isEmpty()) {
                continue;
            }
            wished++;
            handedOff += visit.human ? 1 : 0;
            if (visit.thanked < 0) {
                continue;
            }
            ended++;
            boolean again = visits.subList(i + 1, visits.size()).stream()
                    .anyMatch(later -> later.begin - visit.thanked <= 7 * DAY
                            && later.wishes.stream().anyMatch(visit.wishes::contains));
            reopened += again ? 1 : 0;
            solved += !again && !visit.human && !visit.ticket ? 1 : 0;
        }
    }
}
