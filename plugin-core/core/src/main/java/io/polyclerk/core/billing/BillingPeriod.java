package io.polyclerk.core.billing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * One bill's time: a calendar month of the merchant's billing zone.
 *
 * @param from begin, in it
 * @param to end, not in it
 * @param zone whose days the days are
 */
public record BillingPeriod(Instant from, Instant to, ZoneId zone) {

    /** A merchant who moves to another zone has one bill that is some hours longer or shorter. */
    private static final Duration NEARLY = Duration.ofDays(2);

    /** The month that this moment lies in. */
    public static BillingPeriod at(Instant moment, ZoneId zone) {
        YearMonth month = YearMonth.from(moment.atZone(zone));
        return new BillingPeriod(begin(month, zone), begin(month.plusMonths(1), zone), zone);
    }

    /** What follows, by the days of a zone that may be another. */
    public BillingPeriod next(ZoneId newZone) {
        YearMonth month = YearMonth.from(to.plus(NEARLY).atZone(newZone));
        return new BillingPeriod(to, begin(month.plusMonths(1), newZone), newZone);
    }

    /** As bills are named, such as {@code 2026-11}. */
    public YearMonth month() {
        return YearMonth.from(from.plus(NEARLY).atZone(zone));
    }

    public LocalDate firstDay() {
        return LocalDate.ofInstant(from, zone);
    }

    /** How many days it has. */
    public int days() {
        return Math.toIntExact(ChronoUnit.DAYS.between(firstDay(), LocalDate.ofInstant(to, zone)));
    }

    private static Instant begin(YearMonth month, ZoneId zone) {
        return month.atDay(1).atStartOfDay(zone).toInstant();
    }
}
