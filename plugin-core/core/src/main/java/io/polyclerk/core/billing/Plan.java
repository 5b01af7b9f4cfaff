package io.polyclerk.core.billing;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant has agreed to pay. It is kept with the agreement, so that a new price list changes no old agreement.
 *
 * @param base for each month, whatever happens in it
 * @param trialDays how long it costs nothing, once for each merchant
 * @param limit conversations of a bill after which the bot fetches humans; null for none
 * @param prices steps of each meter that costs something; what has none is free
 */
public record Plan(
        String id,
        Currency currency,
        BigDecimal base,
        int trialDays,
        @Nullable Integer limit,
        Map<Meter, List<Step>> prices) {

    /** @throws IllegalArgumentException when a price is missing for some unit, or is in no order */
    public Plan {
        if (base.signum() < 0 || trialDays < 0 || limit != null && limit < 0) {
            throw new IllegalArgumentException("amounts, days and limits are at least 0");
        }
        prices = Map.copyOf(prices);
        prices.values().forEach(Plan::check);
        int digits = Bill.digits(currency);
        boolean finer = base.stripTrailingZeros().scale() > digits
                || prices.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(step -> step.price().stripTrailingZeros().scale() > digits);
        if (finer) {
            throw new IllegalArgumentException("no price is finer than the smallest coin of its currency");
        }
    }

    private static void check(List<Step> steps) {
        int before = 0;
        for (Step step : steps) {
            Integer upTo = step.upTo();
            if (before == Integer.MAX_VALUE || upTo != null && upTo <= before) {
                throw new IllegalArgumentException("steps grow, and only the last has no end");
            }
            before = upTo == null ? Integer.MAX_VALUE : upTo;
        }
        if (before != Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the last step has no end");
        }
    }

    /** @param position of the unit on its bill, from 1 */
    public BigDecimal priceOf(Meter meter, int position) {
        for (Step step : prices.getOrDefault(meter, List.of())) {
            Integer upTo = step.upTo();
            if (upTo == null || position <= upTo) {
                return step.price();
            }
        }
        return BigDecimal.ZERO;
    }
}
