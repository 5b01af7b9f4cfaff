package io.polyclerk.core.billing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A price for some of the units of a bill.
 *
 * @param upTo the last unit that it holds for, counted from 1 on each bill; null for all further ones
 * @param price of one unit in the plan's currency
 */
public record Step(@Nullable Integer upTo, BigDecimal price) {

    /** @throws IllegalArgumentException when it could not be a price */
    public Step {
        if (price.signum() < 0 || upTo != null && upTo < 1) {
            throw new IllegalArgumentException("a step has a price of at least 0 and ends at 1 or later");
        }
    }
}
