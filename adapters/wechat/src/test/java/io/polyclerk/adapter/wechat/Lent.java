package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.KeyValueStore;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a server lends: a clock that stands still until it is moved, and a cache whose values end with it. */
final class Lent extends Clock implements KeyValueStore {

    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    final Map<String, String> values = new ConcurrentHashMap<>();
    private final Map<String, Instant> ends = new ConcurrentHashMap<>();
    private volatile Instant now = START;
    volatile boolean cacheIsAway;

    AdapterContext context() {
        return new AdapterContext(
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build(),
                this,
                this,
                id -> {
                    throw new AdapterException.Refused("no uploads");
                },
                Path.of("."));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Optional<String> get(String key) {
        Instant end = ends.get(key);
        return end == null || !end.isAfter(now) ? Optional.empty() : Optional.of(values.get(key));
    }

    @Override
    public void put(String key, String value, Duration timeToLive) {
        if (cacheIsAway) {
            throw new IllegalStateException("the cache is away");
        }
        if (timeToLive.isNegative() || timeToLive.isZero()) {
            throw new IllegalArgumentException("a value without a life");
        }
        values.put(key, value);
        ends.put(key, now.plus(timeToLive));
    }

    @Override
    public Instant instant() {
        return now;
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
