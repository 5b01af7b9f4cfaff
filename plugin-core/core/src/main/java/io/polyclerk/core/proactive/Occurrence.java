package io.polyclerk.core.proactive;

import java.time.Instant;

/**
 * Something to be said of an order.
 *
 * @param subject tells several of one order apart: the number of a reminder, a parcel; empty where there is one
 * @param due when
 */
public record Occurrence(Occasion occasion, String subject, Instant due) {

    /** Its name among all of an order. */
    public String key() {
        return occasion.wireName() + ":" + subject;
    }
}
