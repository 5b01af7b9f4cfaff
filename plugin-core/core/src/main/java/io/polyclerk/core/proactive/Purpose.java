package io.polyclerk.core.proactive;

import java.util.Locale;

/** What a shopper may allow the bot to write for. One consent does not stand for the other. */
public enum Purpose {
    /** What the shopper needs to know of an order: it ships, it arrives, a payment is missing. */
    ORDER_NEWS,
    /** What serves the shop: a question how it was. The law counts it as advertising. */
    FEEDBACK;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
