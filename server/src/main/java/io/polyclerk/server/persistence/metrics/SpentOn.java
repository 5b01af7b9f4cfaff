package io.polyclerk.server.persistence.metrics;

import java.util.Locale;

/** What money goes to that models outside ask for. */
public enum SpentOn {
    /** What shoppers are answered. */
    ANSWERS,
    /** What people at the desk read and write. */
    TRANSLATION,
    /** Voice notes. */
    LISTENING,
    /** Pictures. */
    LOOKING;

    /** As events and exports call it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
