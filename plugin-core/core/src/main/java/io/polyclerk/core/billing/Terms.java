package io.polyclerk.core.billing;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A plan from the moment on at which a merchant agreed to it, until the next terms begin.
 *
 * @param cap what the units of one bill may cost at most, without the base; null for no limit
 * @param trialUntil until when nothing costs anything; null when there is no trial
 */
public record Terms(
        Instant from,
        Plan plan,
        @Nullable BigDecimal cap,
        @Nullable Instant trialUntil) {

    boolean isTrialAt(Instant moment) {
        return trialUntil != null && moment.isBefore(trialUntil);
    }
}
