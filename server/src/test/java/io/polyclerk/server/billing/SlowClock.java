package io.polyclerk.server.billing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Stands where it is put, but for a microsecond each time that somebody looks: no two moments are the same. */
final class SlowClock extends Clock {

    private final AtomicLong looks = new AtomicLong();
    private volatile Instant begin;

    SlowClock(Instant begin) {
        this.begin = begin;
    }

    void put(Instant moment) {
        begin = moment;
    }

    @Override
    public Instant instant() {
        return begin.plus(looks.incrementAndGet() % 1_000_000, ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
