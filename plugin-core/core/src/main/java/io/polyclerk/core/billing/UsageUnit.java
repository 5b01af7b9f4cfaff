package io.polyclerk.core.billing;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was counted. Its key is made of what happened, a conversation and a turn, or an action; counting twice finds the same key.
 *
 * @param turn id of the event that it was counted for
 * @param reverts key of a unit of the same meter that this gives back; null for a unit that costs something
 * @param given what the other one cost on an earlier bill; null when it is on none yet
 */
public record UsageUnit(
        Meter meter,
        String key,
        String conversation,
        String turn,
        Instant at,
        @Nullable String reverts,
        @Nullable BigDecimal given) {

    public UsageUnit(Meter meter, String key, String conversation, String turn, Instant at) {
        this(meter, key, conversation, turn, at, null, null);
    }
}
