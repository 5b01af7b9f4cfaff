package io.polyclerk.core.proactive;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reminders bring, as the difference between those who got one and those who would have got one and did not. An interval holds the true
 * difference in 19 of 20 cases.
 */
public final class Comparison {

    /** Of the normal distribution, for 95 %. */
    private static final double Z = 1.959963984540054;

    private static final MathContext EXACT = MathContext.DECIMAL64;
    private static final int FEWEST = 2;

    private Comparison() {}

    /** Orders of a group and how many of them were paid. */
    public record Group(int orders, int paid) {

        /** Null while there is none. */
        public @Nullable Double share() {
            return orders == 0 ? null : (double) paid / orders;
        }
    }

    /** A difference with its interval. */
    public record Gap(double value, double low, double high) {}

    /** A difference in money with its interval, over all who got a reminder. */
    public record Recovered(BigDecimal value, BigDecimal low, BigDecimal high) {}

    /** Of two shares, by the hybrid score method (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10). Null while a group is empty. */
    public static @Nullable Gap gap(Group told, Group spared) {
        if (told.orders() == 0 || spared.orders() == 0) {
            return null;
        }
        double one = (double) told.paid() / told.orders();
        double other = (double) spared.paid() / spared.orders();
        double[] ofTold = wilson(told);
        double[] ofSpared = wilson(spared);
        double difference = one - other;
        return new Gap(
                difference,
                difference - Math.hypot(one - ofTold[0], ofSpared[1] - other),
                difference + Math.hypot(ofTold[1] - one, other - ofSpared[0]));
    }

    private static double[] wilson(Group group) {
        double n = group.orders();
        double share = group.paid() / n;
        double middle = share + Z * Z / (2 * n);
        double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        double whole = 1 + Z * Z / n;
        return new double[] {Math.max(0, (middle - half) / whole), Math.min(1, (middle + half) / whole)};
    }

    /**
     * Of what orders brought, nothing for those that were not paid: the difference of the means, times the orders of those who were told.
     * Null where a group has fewer than two orders, as nothing can be said then.
     *
     * @param digits of the currency
     */
    public static @Nullable Recovered recovered(List<BigDecimal> told, List<BigDecimal> spared, int digits) {
        if (told.size() < FEWEST || spared.size() < FEWEST) {
            return null;
        }
        BigDecimal count = BigDecimal.valueOf(told.size());
        BigDecimal difference = mean(told).subtract(mean(spared), EXACT);
        BigDecimal spread = variance(told)
                .divide(count, EXACT)
                .add(variance(spared).divide(BigDecimal.valueOf(spared.size()), EXACT), EXACT)
                .sqrt(EXACT)
                .multiply(BigDecimal.valueOf(Z), EXACT);
        return new Recovered(
                money(difference.multiply(count, EXACT), digits),
                money(difference.subtract(spread, EXACT).multiply(count, EXACT), digits),
                money(difference.add(spread, EXACT).multiply(count, EXACT), digits));
    }

    private static BigDecimal money(BigDecimal amount, int digits) {
        return amount.setScale(Math.max(0, digits), RoundingMode.HALF_EVEN);
    }

    private static BigDecimal mean(List<BigDecimal> values) {
        return values.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(values.size()), EXACT);
    }

    private static BigDecimal variance(List<BigDecimal> values) {
        BigDecimal mean = mean(values);
        return values.stream()
                .map(value -> value.subtract(mean, EXACT).pow(2, EXACT))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(values.size() - 1L), EXACT);
    }
}
