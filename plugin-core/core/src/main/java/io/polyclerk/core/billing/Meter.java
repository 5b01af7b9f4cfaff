package io.polyclerk.core.billing;

import java.util.Locale;
import java.util.Optional;

/** What is counted for a bill. The wire names, lower case, are part of the public surface. */
public enum Meter {
    /** A contact in which the bot answered: turns of a conversation with less than a day between them, however many. */
    CONVERSATION,
    /** A contact that the bot alone served and the shopper confirmed; given back when the shopper returns with the same wish. */
    SOLVED,
    /** A change to an order that the shop shows as done. */
    ACTION;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The meter with this wire name, if there is one. */
    public static Optional<Meter> ofWireName(String name) {
        for (Meter meter : values()) {
            if (meter.wireName().equals(name)) {
                return Optional.of(meter);
            }
        }
        return Optional.empty();
    }
}
