package io.polyclerk.server.persistence;

import java.util.Locale;

/** Who said something in a conversation. */
public enum Author {
    SHOPPER,
    BOT,
    AGENT;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Author ofStored(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
