package io.polyclerk.load.bills;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What counts of one conversation. */
final class Talk {

    private static final Set<String> AGENT = Set.of("takeover", "reply", "suggestion_sent", "reply_elsewhere");

    private final String id;
    private final List<JsonNode> events = new ArrayList<>();
    private final List<JsonNode> tickets = new ArrayList<>();
    private final List<Visit> visits = new ArrayList<>();
    private final Set<String> done = new HashSet<>();
    private final List<Unit> units = new ArrayList<>();
    private long now = Long.MIN_VALUE;

    Talk(String id) {
        this.id = id;
    }

    void event(JsonNode line) {
        events.add(line);
    }

    void ticket(JsonNode line) {
        tickets.add(line);
    }

    private static long micros(JsonNode time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time.asText()));
    }

    List<Unit> units() {
        events.sort(Comparator.comparingLong(line -> line.path("id").asLong()));
        tickets.sort(Comparator.comparingLong(line -> line.path("id").asLong()));
        ticketsBehind(-1);
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = events.get(i);
            now = Math.max(now, micros(event.path("at")));
            event(event, event.path("id").asText());
            ticketsBehind(i);
        }
        return units;
    }

    private void ticketsBehind(int event) {
        for (JsonNode ticket : tickets) {
            long at = micros(ticket.path("createdAt"));
            if (behind(at) == event) {
                now = Math.max(now, at);
                visit().ticket(ticket.path("kind").asText());
                look("t" + ticket.path("id").asText());
            }
        }
    }

    /** A ticket comes behind the last event that bears its time; where none does, behind the last that bears an earlier one. */
    private int behind(long at) {
        int same = -1;
        int earlier = -1;
        for (int i = 0; i < events.size(); i++) {
            long stamped = micros(events.get(i).path("at"));
            same = stamped == at ? i : same;
            earlier = stamped > at ? earlier : i;
        }
        return same >= 0 ? same : earlier;
    }

    private void event(JsonNode event, String place) {
        JsonNode details = event.path("details");
        String kind = event.path("kind").asText();
        Visit current = visits.isEmpty() ? null : visits.get(visits.size() - 1);
        if (kind.equals("action")) {
            String action = details.path("action").asText();
            if (details.path("state").asText().equals("done") && done.add(action)) {
                units.add(Unit.of("action", action, id, place, time()));
            }
        } else if (kind.equals("turn")) {
            Visit visit = visit();
            visit.turn(details, now);
            if (details.path("replies").asInt() > 0 && !visit.answered) {
                visit.answered = true;
                units.add(Unit.of("conversation", id + "/" + place, id, place, time()));
            }
        } else if (current != null && AGENT.contains(kind)) {
            current.agent();
        } else if (current != null && kind.equals("ticket_closed")) {
            current.ticketClosed(now);
        } else if (current != null && kind.equals("ticket_opened")) {
            current.ticketOpened(now);
        } else if (current != null && kind.equals("rating")) {
            current.rated(details.path("score").asInt(), now);
        }
        look(place);
    }

    private Instant time() {
        return Instant.EPOCH.plus(now, ChronoUnit.MICROS);
    }

    private Visit visit() {
        if (visits.isEmpty() || !visits.get(visits.size() - 1).goesOn(now)) {
            visits.add(new Visit(now));
        }
        return visits.get(visits.size() - 1);
    }

    /** Solved is charged at the moment at which it becomes true, and given back at the one at which it is not any more. */
    private void look(String place) {
        for (int i = 0; i < visits.size(); i++) {
            Visit visit = visits.get(i);
            if (i < visits.size() - 1) {
                visit.followedBy(visits.get(visits.size() - 1));
            }
            String since = visit.solvedBy();
            if (visit.isSolved() && since == null) {
                visit.solvedBy(place);
                units.add(Unit.of("solved", id + "/" + place, id, place, time()));
            } else if (!visit.isSolved() && since != null) {
                visit.solvedBy(null);
                String solved = id + "/" + since;
                units.add(new Unit("solved", "solved " + solved + "-" + place, id, place, time(), "solved " + solved));
            }
        }
    }
}
