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

    /** Whether it can be bought, as the shop says; never guessed from the quantity. */
    public enum State {
        /** It can be bought and is there. */
        IN_STOCK,
        /** It can be bought and is sent when more has come. */
        BACKORDER,
        /** It cannot be bought now. */
        OUT_OF_STOCK,
        /** The shop does not say. */
        UNKNOWN
    }
}
