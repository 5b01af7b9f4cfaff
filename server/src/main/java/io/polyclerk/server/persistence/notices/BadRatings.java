package io.polyclerk.server.persistence.notices;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.notices.NoticeBoard.Heap;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ratings of the last days that speak of a disappointed shopper to whom nobody of the shop has spoken since. Thread-safe. */
public final class BadRatings {

    private static final Duration RECENT = Duration.ofDays(7);

    private final Database database;

    private record Rating(String conversation, Instant at, int score) {}

    public BadRatings(Database database) {
        this.database = database;
    }

    /** @param atMost stars of a bad rating */
    public Optional<Heap> of(String merchant, int atMost, Instant now) {
        List<Rating> ratings = database.read(session -> session.all(
                """
                select e.conversation_id, e.at, e.details from event e where e.merchant = ? and e.kind in ('rating', 'review') and e.at >= ?
                  and not exists (select 1 from message m where m.conversation_id = e.conversation_id and m.author = ? and m.at > e.at)
                order by e.id""",
                row -> new Rating(
                        String.valueOf(row.getString("conversation_id")),
                        Session.requiredInstant(row, "at"),
                        Json.read(row.getString("details"), JsonNode.class)
                                .path("score")
                                .asInt(Integer.MAX_VALUE)),
                merchant,
                now.minus(RECENT),
                Author.AGENT.stored()));
        // The last word of a shopper counts.
        Map<String, Rating> last = new LinkedHashMap<>();
        ratings.forEach(rating -> last.put(rating.conversation(), rating));
        List<Instant> bad = last.values().stream()
                .filter(rating -> rating.score() <= atMost)
                .map(Rating::at)
                .sorted()
                .toList();
        return bad.isEmpty() ? Optional.empty() : Optional.of(new Heap(bad.size(), bad.get(0)));
    }
}
