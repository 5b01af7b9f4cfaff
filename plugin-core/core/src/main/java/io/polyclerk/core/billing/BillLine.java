package io.polyclerk.core.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of a bill.
 *
 * @param plan whose price it is
 * @param meter null for the base
 * @param from first day of the base; null for units
 * @param to last day of the base; null for units
 * @param quantity days of the base, or units
 * @param price of the whole month for the base, else of one unit
 * @param amount what the line adds; negative for what is given back. Only a part of the base is ever rounded, half up to the currency's
 *     smallest coin
 * @param units what was counted, so that everybody can see why
 */
public record BillLine(
        Kind kind,
        String plan,
        @Nullable Meter meter,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        int quantity,
        BigDecimal price,
        BigDecimal amount,
        List<UsageUnit> units) {

    /** Why a line is there. */
    public enum Kind {
        /** The plan's price of the month, for the days that it held. */
        BASE,
        /** Units at their price. */
        USAGE,
        /** Units of a trial, which cost nothing. */
        TRIAL,
        /** Units that would have gone beyond the merchant's cap; they cost nothing. */
        BEYOND_CAP,
        /** Units that were counted and taken back before the bill was closed. */
        TAKEN_BACK,
        /** Units of an earlier bill that are given back. */
        GIVEN_BACK;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public BillLine {
        units = List.copyOf(units);
    }
}
