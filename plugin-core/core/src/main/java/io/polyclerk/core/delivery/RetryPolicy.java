package io.polyclerk.core.delivery;

import java.time.Duration;

/**
 * When a failed sending is tried again: pauses double from {@code first} to {@code longest}, and after {@code attempts} tries the
 * message is a dead letter.
 */
public record RetryPolicy(Duration first, Duration longest, int attempts) {

    /** Eleven tries over about a quarter of an hour of a platform's trouble. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(2), 11);

    /** How long to wait after the last of this many failed tries, from 1. */
    public Duration pauseAfter(int tries) {
        Duration pause = first.multipliedBy(1L << Math.min(20, Math.max(0, tries - 1)));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    /** Whether no further try follows this many. */
    public boolean isExhausted(int tries) {
        return tries >= attempts;
    }
}
