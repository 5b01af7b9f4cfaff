package io.polyclerk.core.proactive;

import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.TimeZone.SystemTimeZoneType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The night, in which nobody is written to. Where the order's country is known it is that country's night, in all of its zones at once;
 * else the shop's. Immutable.
 *
 * @param from begin of the night; the same as {@code to} for none
 * @param to end of the night
 * @param zone of the shop
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

    private static final Duration STEP = Duration.ofMinutes(15);
    private static final int STEPS_OF_A_DAY = 96;

    /** @param country ISO 3166-1 alpha-2 of where the order goes; null when unknown @return now, or when the night is over */
    public Instant next(Instant now, @Nullable String country) {
        Instant end = next(now, zonesOf(country));
        // In a country that is day and night at once for longer than anybody's day, the shop's own night must do.
        return end.equals(Instant.MAX) ? next(now, Set.of(zone)) : end;
    }

    private Instant next(Instant now, Set<ZoneId> zones) {
        if (from.equals(to) || zones.stream().noneMatch(one -> isQuiet(now, one))) {
            return now;
        }
        long step = STEP.toSeconds();
        Instant moment = Instant.ofEpochSecond((now.getEpochSecond() / step + 1) * step);
        for (int i = 0; i < STEPS_OF_A_DAY; i++) {
            Instant candidate = moment;
            if (zones.stream().noneMatch(one -> isQuiet(candidate, one))) {
                return candidate;
            }
            moment = moment.plus(STEP);
        }
        return Instant.MAX;
    }

    private boolean isQuiet(Instant at, ZoneId where) {
        LocalTime time = at.atZone(where).toLocalTime();
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }

    private Set<ZoneId> zonesOf(@Nullable String country) {
        Set<ZoneId> zones = new HashSet<>();
        if (country != null && country.matches("[A-Za-z]{2}")) {
            for (String id : TimeZone.getAvailableIDs(
                    SystemTimeZoneType.CANONICAL_LOCATION, country.toUpperCase(Locale.ROOT), null)) {
                try {
                    zones.add(ZoneId.of(id));
                } catch (DateTimeException unknownToTheJdk) {
                    // Its neighbours in the same country stand for it.
                    continue;
                }
            }
        }
        return zones.isEmpty() ? Set.of(zone) : zones;
    }
}
