package io.polyclerk.core.budget;

import java.time.Instant;

/** Whether a message may go. */
public sealed interface Verdict {

    /** It may go now. */
    record Go() implements Verdict {}

    /** It may go, but later. @param taken whether that moment in the connection's rate is its own now */
    record Later(Instant at, boolean taken) implements Verdict {}

    /**
     * It may not go until the shopper writes again.
     *
     * @param reason for people
     * @param windowClosed whether words that the platform has approved may go all the same
     */
    record Closed(String reason, boolean windowClosed) implements Verdict {}
}
