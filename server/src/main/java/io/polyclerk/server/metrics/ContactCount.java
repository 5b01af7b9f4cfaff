package io.polyclerk.server.metrics;

import io.polyclerk.server.metrics.ServiceNumbers.Day;
import io.polyclerk.server.metrics.ServiceNumbers.Part;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts contacts. For one thread. */
final class ContactCount {

    private final ZoneId zone;
    private final Map<LocalDate, long[]> days = new TreeMap<>();
    private final List<Long> waits = new ArrayList<>();
    private final List<Long> botWaits = new ArrayList<>();
    final Map<String, long[]> intents = new HashMap<>();
    final Map<String, long[]> languages = new HashMap<>();
    final Map<String, long[]> connections = new HashMap<>();
    long conversations;
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

    /** @param begun contacts of one conversation that began in the period */
    void conversation(List<Contact> begun) {
        conversations += begun.isEmpty() ? 0 : 1;
        begun.forEach(this::contact);
    }

    private void contact(Contact contact) {
        contacts++;
        turns += contact.turns();
        localTurns += contact.localTurns();
        understoodTurns += contact.understoodTurns();
        botWaits.addAll(contact.waits());
        Integer rating = contact.rating();
        if (rating != null) {
            ratings++;
            goodRatings += rating >= Ratings.GOOD ? 1 : 0;
        }
        if (!contact.hasWish()) {
            return;
        }
        wished++;
        solved += contact.isSolvedAtFirst() ? 1 : 0;
        handedOff += contact.isHandedOff() ? 1 : 0;
        tickets += contact.hasTicket() ? 1 : 0;
        if (contact.solvedAt() != null) {
            ended++;
            reopened += contact.isReopened() ? 1 : 0;
        }
        Duration wait = contact.waitForAgent();
        if (wait != null) {
            waits.add(wait.toSeconds());
        }
        add(days, contact.begin.atZone(zone).toLocalDate(), contact);
        contact.wishes().forEach(wish -> add(intents, wish, contact));
        add(languages, contact.language(), contact);
        add(connections, contact.connection, contact);
    }

    private static <K> void add(Map<K, long[]> counts, K key, Contact contact) {
        long[] count = counts.computeIfAbsent(key, absent -> new long[3]);
        count[0]++;
        count[1] += contact.isHandedOff() ? 1 : 0;
        count[2] += contact.isSolvedAtFirst() ? 1 : 0;
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
