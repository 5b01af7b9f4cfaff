package io.polyclerk.server.persistence.conversations;

import java.util.Locale;

/** Who said something in a conversation. */
public enum Author {
    SHOPPER,
    BOT,
    AGENT;

    public String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Author ofStored(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
