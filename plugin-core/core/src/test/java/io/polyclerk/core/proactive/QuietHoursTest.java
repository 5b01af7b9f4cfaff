package io.polyclerk.core.proactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** The night, wherever the shopper is. */
class QuietHoursTest {

    private static final QuietHours NIGHT =
            new QuietHours(LocalTime.of(21, 0), LocalTime.of(9, 0), ZoneId.of("Europe/Berlin"));

    @Test
    void byDayItIsSaidNow() {
        Instant noon = Instant.parse("2026-11-26T11:00:00Z");
        assertThat(NIGHT.next(noon, null)).isEqualTo(noon);
    }

    @Test
    void byNightItWaitsForTheShopsMorning() {
        assertThat(NIGHT.next(Instant.parse("2026-11-26T22:10:00Z"), null))
                .isEqualTo(Instant.parse("2026-11-27T08:00:00Z"));
    }

    @Test
    void theNightIsThatOfTheCountryToWhichTheOrderGoes() {
        // Ten in the morning in Berlin is six in the evening in Tokyo; noon is eight; three in the afternoon is night.
        Instant afternoon = Instant.parse("2026-11-26T14:00:00Z");
        assertThat(NIGHT.next(afternoon, "DE")).isEqualTo(afternoon);
        assertThat(NIGHT.next(afternoon, "JP")).isEqualTo(Instant.parse("2026-11-27T00:00:00Z"));
    }

    @Test
    void aCountryWithManyZonesIsAsleepWhileAnyOfItIs() {
        // Eleven at night in New York is still evening in Honolulu; nine in the morning there is the afternoon in New
        // York.
        assertThat(NIGHT.next(Instant.parse("2026-11-26T15:00:00Z"), "US"))
                .isEqualTo(Instant.parse("2026-11-26T19:00:00Z"));
    }

    @Test
    void aCountryThatNobodyKnowsIsTheShops() {
        Instant noon = Instant.parse("2026-11-26T11:00:00Z");
        assertThat(NIGHT.next(noon, "ZZ")).isEqualTo(noon);
        assertThat(NIGHT.next(noon, "Germany")).isEqualTo(noon);
    }

    @Test
    void theClockChangeKeepsTheMorning() {
        assertThat(NIGHT.next(Instant.parse("2026-10-25T00:30:00Z"), "DE"))
                .isEqualTo(Instant.parse("2026-10-25T08:00:00Z"));
    }

    @Test
    void aShopWithoutANightWritesAtAnyTime() {
        QuietHours none = new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneId.of("UTC"));
        Instant night = Instant.parse("2026-11-26T02:00:00Z");
        assertThat(none.next(night, null)).isEqualTo(night);
    }
}
