package io.polyclerk.core.reply;

import java.time.Instant;

/** A moment of which a sentence shows the time of day, such as "10:04 UTC", and not the date. */
public record ClockTime(Instant at) {}
