package io.polyclerk.core.hours;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When humans of a shop answer. A shop that has said nothing of any day answers at any time.
 *
 * @param zone of the shop; all times are its
 * @param week spans of each day in order; a day that is missing is closed
 * @param holidays days on which nobody answers, whatever day of the week they are
 */
public record OpeningHours(ZoneId zone, Map<DayOfWeek, List<Span>> week, Set<LocalDate> holidays) {

    /** At any time. */
    public static final OpeningHours ALWAYS = new OpeningHours(ZoneId.of("UTC"), Map.of(), Set.of());

    /** Who is away longer than this says nothing that a shopper waits for. */
    private static final int LOOK_AHEAD_DAYS = 60;

    /** @param to when it ends; midnight is the end of the day */
    public record Span(LocalTime from, LocalTime to) {
        public Span {
            if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
                throw new IllegalArgumentException("a span ends after it begins");
            }
        }

        boolean holds(LocalTime time) {
            return !time.isBefore(from) && (to.equals(LocalTime.MIDNIGHT) || time.isBefore(to));
        }
    }

    public OpeningHours {
        Map<DayOfWeek, List<Span>> sorted = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, spans) -> {
            if (!spans.isEmpty()) {
                sorted.put(
                        day,
                        spans.stream().sorted(Comparator.comparing(Span::from)).toList());
            }
        });
        week = Map.copyOf(sorted);
        holidays = Set.copyOf(holidays);
    }

    public boolean isOpen(Instant now) {
        ZonedDateTime here = now.atZone(zone);
        return week.isEmpty() || spansOn(here.toLocalDate()).stream().anyMatch(span -> span.holds(here.toLocalTime()));
    }

    /** When it next opens after a moment at which it is closed; empty when that is not within sight. */
    public Optional<ZonedDateTime> opensAfter(Instant now) {
        ZonedDateTime here = now.atZone(zone);
        for (int days = 0; days <= LOOK_AHEAD_DAYS; days++) {
            LocalDate date = here.toLocalDate().plusDays(days);
            Optional<ZonedDateTime> opens = spansOn(date).stream()
                    .map(span -> ZonedDateTime.of(date, span.from(), zone))
                    .filter(opening -> opening.isAfter(here))
                    .findFirst();
            if (opens.isPresent()) {
                return opens;
            }
        }
        return Optional.empty();
    }

    private List<Span> spansOn(LocalDate date) {
        return holidays.contains(date) ? List.of() : week.getOrDefault(date.getDayOfWeek(), List.of());
    }
}
