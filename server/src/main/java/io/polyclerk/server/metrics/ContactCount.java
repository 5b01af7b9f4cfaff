package io.polyclerk.server.metrics;

import io.polyclerk.server.metrics.ServiceNumbers.Day;
import io.polyclerk.server.metrics.ServiceNumbers.Part;
import io.polyclerk.server.persistence.metrics.ContactRow;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts contacts. For one thread. */
final class ContactCount {

    private final ZoneId zone;
    private final Map<LocalDate, long[]> days = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();
    private final List<Long> waits = new ArrayList<>();
    private final List<Long> botWaits = new ArrayList<>();
    final Map<String, long[]> intents = new HashMap<>();
    final Map<String, long[]> languages = new HashMap<>();
    final Map<String, long[]> connections = new HashMap<>();
    long contacts;
    long wished;
    long solved;
    long handedOff;
    long tickets;
    long ended;
    long reopened;
    long turns;
    long localTurns;
    long understoodTurns;
    long ratings;
    long goodRatings;

    ContactCount(ZoneId zone) {
        this.zone = zone;
    }

    /** @param contact that began in the period */
    void add(ContactRow contact) {
        seen.add(contact.conversation());
        contacts++;
        turns += contact.turns();
        localTurns += contact.localTurns();
        understoodTurns += contact.understoodTurns();
        botWaits.addAll(contact.botWaits());
        Integer rating = contact.rating();
        if (rating != null) {
            ratings++;
            goodRatings += rating >= Ratings.GOOD ? 1 : 0;
        }
        if (!contact.hasWish()) {
            return;
        }
        wished++;
        solved += contact.solved() ? 1 : 0;
        handedOff += contact.handedOff() ? 1 : 0;
        tickets += contact.ticket() ? 1 : 0;
        if (contact.ended()) {
            ended++;
            reopened += contact.reopened() ? 1 : 0;
        }
        Long wait = contact.agentWait();
        if (wait != null) {
            waits.add(wait);
        }
        add(days, contact.begin().atZone(zone).toLocalDate(), contact);
        contact.wishes().forEach(wish -> add(intents, wish, contact));
        add(languages, contact.language(), contact);
        add(connections, contact.connection(), contact);
    }

    private static <K> void add(Map<K, long[]> counts, K key, ContactRow contact) {
        long[] count = counts.computeIfAbsent(key, absent -> new long[3]);
        count[0]++;
        count[1] += contact.handedOff() ? 1 : 0;
        count[2] += contact.solved() ? 1 : 0;
    }

    int conversations() {
        return seen.size();
    }

    int waits() {
        return waits.size();
    }

    @Nullable
    Double medianWait() {
        return median(waits);
    }

    int botWaits() {
        return botWaits.size();
    }

    /** In seconds. */
    @Nullable
    Double medianBotWait() {
        Double median = median(botWaits);
        return median == null ? null : median / 1000;
    }

    private static @Nullable Double median(List<Long> values) {
        if (values.isEmpty()) {
            return null;
        }
        Collections.sort(values);
        int middle = values.size() / 2;
        return values.size() % 2 == 1
                ? (double) values.get(middle)
                : (values.get(middle - 1) + values.get(middle)) / 2.0;
    }

    List<Day> days() {
        return days.entrySet().stream()
                .map(day -> new Day(day.getKey(), day.getValue()[0], day.getValue()[1], day.getValue()[2]))
                .toList();
    }

    /** The most frequent first. */
    static List<Part> parts(Map<String, long[]> counts) {
        return counts.entrySet().stream()
                .map(part -> new Part(part.getKey(), part.getValue()[0], part.getValue()[1], part.getValue()[2]))
                .sorted(Comparator.comparingLong(Part::contacts).reversed().thenComparing(Part::name))
                .toList();
    }
}
