package io.polyclerk.spi.store;

import io.polyclerk.spi.Incubating;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a code takes off.
 *
 * @param code as the shop writes it
 * @param percent of the price; null when it takes off an amount or nothing
 * @param amount null when it takes off a percentage or nothing
 * @param freeShipping whether delivery costs nothing with it
 * @param minimum what has to be bought; null for anything
 * @param endsAt null when open
 * @param usedUp whether it was used as often as it may be
 * @param conditional whether it is for some products only, or not together with something else
 */
@Incubating
public record Coupon(
        String code,
        @Nullable BigDecimal percent,
        @Nullable Money amount,
        boolean freeShipping,
        @Nullable Money minimum,
        @Nullable Instant endsAt,
        boolean usedUp,
        boolean conditional) {}
