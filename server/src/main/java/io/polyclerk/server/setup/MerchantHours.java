package io.polyclerk.server.setup;

import io.polyclerk.core.hours.OpeningHours;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.accounts.MerchantSettings;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps when humans of merchants answer. A change works here at once and on other nodes within seconds. Thread-safe. */
public final class MerchantHours {

    private static final String NAME = "hours";
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final MerchantSettings settings;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** @param version 0 before the first change */
    public record Versioned(OpeningHours hours, long version) {}

    private record Known(OpeningHours hours, Instant until) {}

    private record StoredSpan(LocalTime from, LocalTime to) {}

    private record Stored(String zone, Map<DayOfWeek, List<StoredSpan>> week, List<LocalDate> holidays) {}

    public MerchantHours(MerchantSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    public Versioned versioned(String merchant) {
        return settings.find(merchant, NAME)
                .map(found -> new Versioned(hours(Json.read(found.content(), Stored.class)), found.version()))
                .orElseGet(() -> new Versioned(OpeningHours.ALWAYS, 0));
    }

    /** @param seen version that the change was made on; null when it does not matter @return whether nobody was faster */
    public boolean put(String merchant, OpeningHours hours, @Nullable Long seen) {
        Map<DayOfWeek, List<StoredSpan>> week = new EnumMap<>(DayOfWeek.class);
        hours.week()
                .forEach((day, spans) -> week.put(
                        day,
                        spans.stream()
                                .map(span -> new StoredSpan(span.from(), span.to()))
                                .toList()));
        Stored stored = new Stored(hours.zone().getId(), week, List.copyOf(new TreeSet<>(hours.holidays())));
        boolean kept = settings.put(merchant, NAME, Json.write(stored), seen, clock.instant());
        known.remove(merchant);
        return kept;
    }

    public OpeningHours of(String merchant) {
        Instant now = clock.instant();
        return known.compute(
                        merchant,
                        (name, last) -> last != null && last.until().isAfter(now)
                                ? last
                                : new Known(versioned(name).hours(), now.plus(FRESH)))
                .hours();
    }

    private static OpeningHours hours(Stored stored) {
        Map<DayOfWeek, List<OpeningHours.Span>> week = stored.week().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        day -> day.getValue().stream()
                                .map(span -> new OpeningHours.Span(span.from(), span.to()))
                                .toList()));
        return new OpeningHours(ZoneId.of(stored.zone()), week, new TreeSet<>(stored.holidays()));
    }
}
