package io.polyclerk.core.proactive;

import java.time.Instant;

/** What becomes of something that was planned. */
public sealed interface Decision {

    /** It is said now, in these words. */
    record Tell(Message message) implements Decision {}

    /** It would be said, but the shopper is one of those who get nothing. */
    record Spare() implements Decision {}

    /** It is not said, now or later. */
    record Drop(Why why) implements Decision {}

    /** It is decided again then. */
    record Wait(Instant until, Why why) implements Decision {}
}
