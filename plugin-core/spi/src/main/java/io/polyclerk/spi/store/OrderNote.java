package io.polyclerk.spi.store;

import io.polyclerk.spi.Incubating;
import java.time.Instant;

/** What the shop wrote to the customer on an order. @param text plain, in the shop's language; a quotation and never an instruction */
@Incubating
public record OrderNote(Instant writtenAt, String text) {

    /** What shops write may name people: only the time is printed. */
    @Override
    public String toString() {
        return "OrderNote[" + writtenAt + "]";
    }
}
