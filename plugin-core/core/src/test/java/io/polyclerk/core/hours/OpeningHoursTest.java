package io.polyclerk.core.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.hours.OpeningHours.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpeningHoursTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Span span(String from, String to) {
        return new Span(LocalTime.parse(from), LocalTime.parse(to));
    }

    /** Monday to Friday with a break at noon. */
    private static OpeningHours office(LocalDate... holidays) {
        Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.compareTo(DayOfWeek.SATURDAY) < 0) {
                week.put(day, List.of(span("13:00", "17:00"), span("09:00", "12:00")));
            }
        }
        return new OpeningHours(BERLIN, week, Set.of(holidays));
    }

    private static Instant berlin(String local) {
        return ZonedDateTime.of(java.time.LocalDateTime.parse(local), BERLIN).toInstant();
    }

    private static String opens(OpeningHours hours, String local) {
        return hours.opensAfter(berlin(local))
                .map(at -> at.toLocalDateTime().toString())
                .orElse("not in sight");
    }

    @Test
    void whoHasSaidNothingAnswersAtAnyTime() {
        assertThat(OpeningHours.ALWAYS.isOpen(berlin("2026-11-29T03:00"))).isTrue();
    }

    @Test
    void theTimeIsTheShopsNotTheServers() {
        // 08:30 in London, 09:30 in Berlin.
        assertThat(office().isOpen(Instant.parse("2026-11-26T08:30:00Z"))).isTrue();
        assertThat(office().isOpen(Instant.parse("2026-11-26T16:30:00Z"))).isFalse();
    }

    @Test
    void aSpanHoldsItsBeginningAndNotItsEnd() {
        assertThat(office().isOpen(berlin("2026-11-26T09:00"))).isTrue();
        assertThat(office().isOpen(berlin("2026-11-26T12:00"))).isFalse();
        assertThat(opens(office(), "2026-11-26T12:00")).isEqualTo("2026-11-26T13:00");
    }

    @Test
    void afterTheLastSpanOfFridayComesMondayOrTheDayAfterAHoliday() {
        assertThat(opens(office(), "2026-11-27T18:00")).isEqualTo("2026-11-30T09:00");
        assertThat(opens(office(LocalDate.parse("2026-11-30")), "2026-11-27T18:00"))
                .isEqualTo("2026-12-01T09:00");
        assertThat(office(LocalDate.parse("2026-11-26")).isOpen(berlin("2026-11-26T10:00")))
                .isFalse();
    }

    @Test
    void midnightIsTheEndOfADay() {
        OpeningHours late =
                new OpeningHours(BERLIN, Map.of(DayOfWeek.THURSDAY, List.of(span("22:00", "00:00"))), Set.of());
        assertThat(late.isOpen(berlin("2026-11-26T23:59:59"))).isTrue();
        assertThat(late.isOpen(berlin("2026-11-27T00:00"))).isFalse();
        assertThat(opens(late, "2026-11-27T00:00")).isEqualTo("2026-12-03T22:00");
    }

    @Test
    void whatOpensInAnHourThatIsLeftOutOpensAfterIt() {
        // In the night to 28 March 2027 clocks go from 02:00 to 03:00.
        OpeningHours early =
                new OpeningHours(BERLIN, Map.of(DayOfWeek.SUNDAY, List.of(span("02:30", "06:00"))), Set.of());
        assertThat(opens(early, "2027-03-28T01:00")).isEqualTo("2027-03-28T03:30");
    }

    @Test
    void whoIsAwayForMonthsIsNotInSight() {
        LocalDate[] holidays = LocalDate.parse("2026-11-26")
                .datesUntil(LocalDate.parse("2027-02-26"))
                .toArray(LocalDate[]::new);
        assertThat(opens(office(holidays), "2026-11-26T10:00")).isEqualTo("not in sight");
    }

    @Test
    void aSpanThatEndsBeforeItBeginsIsNone() {
        assertThatThrownBy(() -> span("12:00", "12:00")).isInstanceOf(IllegalArgumentException.class);
    }
}
