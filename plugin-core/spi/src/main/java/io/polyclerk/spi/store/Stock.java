package io.polyclerk.spi.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can be bought.
 *
 * @param quantity null when the shop does not count it
 * @param restockAt when more is expected, as far as the shop says
 * @param asOf when the store said so
 */
public record Stock(
        State state, @Nullable Integer quantity, @Nullable Instant restockAt, Instant asOf) {

    /** Whether it can be bought. */
    public enum State {
        IN_STOCK,
        BACKORDER,
        OUT_OF_STOCK,
        UNKNOWN
    }
}
