package io.polyclerk.core.billing;

import io.polyclerk.spi.store.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/**
 * What a merchant owes for a period, and why.
 *
 * @param prices what each unit costs, by meter and key; units that cost nothing are in it too
 */
public record Bill(BillingPeriod period, Currency currency, List<BillLine> lines, Map<PricedUnit, BigDecimal> prices) {

    /** Which unit has a price. */
    public record PricedUnit(Meter meter, String key) {

        static PricedUnit of(UsageUnit unit) {
            return new PricedUnit(unit.meter(), unit.key());
        }
    }

    public Bill {
        lines = List.copyOf(lines);
        prices = Map.copyOf(prices);
    }

    /** The sum of the lines; below zero when more is given back than used. */
    public Money total() {
        return sum(lines);
    }

    /** What the units cost, without the base and without what is given back: the figure that a cap holds down. */
    public Money usage() {
        return sum(lines.stream()
                .filter(line -> line.kind() == BillLine.Kind.USAGE)
                .toList());
    }

    /** How many units of a meter count for the steps, whatever they cost. */
    public int count(Meter meter) {
        return lines.stream()
                .filter(line -> line.meter() == meter)
                .filter(line -> line.kind() == BillLine.Kind.USAGE || line.kind() == BillLine.Kind.BEYOND_CAP)
                .mapToInt(BillLine::quantity)
                .sum();
    }

    private Money sum(List<BillLine> some) {
        return new Money(
                some.stream()
                        .map(BillLine::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .setScale(digits(currency), RoundingMode.UNNECESSARY),
                currency);
    }

    static int digits(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
