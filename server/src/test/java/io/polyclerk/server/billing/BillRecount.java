package io.polyclerk.server.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has to be on the bills, by another road: from the lines of an export alone, in whole cents, written down from the definitions. */
final class BillRecount {

    private static final long DAY = 86_400_000;
    private static final long WEEK = 7 * DAY;
    private static final Set<String> SMALL_TALK = Set.of("greeting", "thanks", "goodbye");

    /** Conversation and turn of each contact's first answer. */
    final Set<String> conversations = new HashSet<>();

    final Set<String> actions = new HashSet<>();
    int solved;

    private static final class Visit {
        long last;
        long begin;
        long thanked = -1;
        boolean human;
        boolean ticket;
        boolean again;
        boolean answered;
        final Set<String> wishes = new HashSet<>();

        boolean isSolved() {
            return thanked >= 0 && !human && !ticket && !again;
        }
    }

    BillRecount(List<JsonNode> lines) {
        Map<String, List<JsonNode>> events = new HashMap<>();
        Map<String, Map<Long, Integer>> tickets = new HashMap<>();
        for (JsonNode line : lines) {
            String conversation = line.path("conversation").asText();
            if (line.path("type").asText().equals("event")) {
                events.computeIfAbsent(conversation, absent -> new ArrayList<>())
                        .add(line);
            } else if (line.path("type").asText().equals("ticket")) {
                tickets.computeIfAbsent(conversation, absent -> new HashMap<>())
                        .merge(millis(line.path("createdAt")), 1, Integer::sum);
            }
        }
        events.forEach((conversation, own) -> count(conversation, own, tickets.getOrDefault(conversation, Map.of())));
    }

    private static long millis(JsonNode time) {
        return Instant.parse(time.asText()).toEpochMilli();
    }

    private void count(String conversation, List<JsonNode> events, Map<Long, Integer> tickets) {
        events.sort((one, other) ->
                Long.compare(one.path("id").asLong(), other.path("id").asLong()));
        List<Visit> visits = new ArrayList<>();
        // A time that comes more than once belongs to the last that bears it.
        Map<Long, Long> lastWith = new HashMap<>();
        events.forEach(
                event -> lastWith.put(millis(event.path("at")), event.path("id").asLong()));
        long now = Long.MIN_VALUE;
        for (JsonNode event : events) {
            long stamped = millis(event.path("at"));
            now = Math.max(now, stamped);
            JsonNode details = event.path("details");
            if (event.path("kind").asText().equals("action")) {
                if (details.path("state").asText().equals("done")) {
                    actions.add(details.path("action").asText());
                }
            } else {
                Visit visit = turn(conversation, event, now, visits);
                cameBack(visits, visit);
            }
            if (lastWith.get(stamped) == event.path("id").asLong() && tickets.containsKey(stamped)) {
                visits.get(visits.size() - 1).ticket = true;
            }
        }
        visits.forEach(visit -> solved += visit.isSolved() ? 1 : 0);
    }

    private Visit turn(String conversation, JsonNode event, long now, List<Visit> visits) {
        if (visits.isEmpty() || now - visits.get(visits.size() - 1).last >= DAY) {
            Visit begun = new Visit();
            begun.begin = now;
            visits.add(begun);
        }
        Visit visit = visits.get(visits.size() - 1);
        visit.last = now;
        JsonNode details = event.path("details");
        if (details.path("replies").asInt() > 0 && !visit.answered) {
            visit.answered = true;
            conversations.add(conversation + "/" + event.path("id").asLong());
        }
        visit.human |= !details.path("holder").asText().equals("bot");
        String intent = details.at("/intents/0/intent").asText();
        if (!SMALL_TALK.contains(intent)) {
            visit.wishes.add(intent);
            visit.thanked = -1;
        } else if (intent.equals("thanks") && !visit.wishes.isEmpty()) {
            visit.thanked = now;
        }
        return visit;
    }

    private static void cameBack(List<Visit> visits, Visit current) {
        for (Visit earlier : visits.subList(0, visits.size() - 1)) {
            earlier.again |= earlier.thanked >= 0
                    && current.begin - earlier.thanked <= WEEK
                    && current.wishes.stream().anyMatch(earlier.wishes::contains);
        }
    }
}
