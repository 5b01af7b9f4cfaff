package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.KeyValueStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is something to fetch from WeCom customer service, and with which token. Pushes may reach any node, and only one of
 * them fetches, so they are passed on through the cache.
 */
final class News {

    /** How long the platform takes a push's token, less what a call may need. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(9);

    /** Pushes get lost; without a token the platform allows few calls. */
    private static final Duration ASK_UNASKED = Duration.ofMinutes(5);

    private static final Duration LOOK_AT_CACHE = Duration.ofSeconds(2);
    private static final String KEY = "customer-service-push";

    private final KeyValueStore cache;
    private final Clock clock;

    /** The newest only: whoever does not fetch must not pile them up. */
    private final BlockingQueue<Push> pushes = new ArrayBlockingQueue<>(1);

    private volatile Push last = new Push(Instant.EPOCH, "");
    private volatile boolean tokenRefused;
    private volatile Instant lastFetch = Instant.EPOCH;

    /** False at first, while pages follow, and as long as fetching fails. */
    private volatile boolean upToDate;

    private volatile boolean unaskedLimited;

    private volatile @Nullable String nextCursor;

    News(KeyValueStore cache, Clock clock) {
        this.cache = cache;
        this.clock = clock;
    }

    /** Never throws: the push is genuine, and fetching does not depend on it. */
    void arrived(String token, Instant at) {
        Push push = new Push(at.truncatedTo(ChronoUnit.MILLIS), token);
        while (!pushes.offer(push)) {
            pushes.poll();
        }
        try {
            cache.put(KEY, push.passedOn(), TOKEN_LIFE);
        } catch (RuntimeException cacheIsAway) {
            // This node knows, and the others ask from time to time.
        }
    }

    /** Waits until there is something to fetch after the cursor, or the time is over. */
    boolean awaited(@Nullable String cursor, Duration wait) {
        // Another cursor than the one that was handed out: what was fetched last could not be stored.
        boolean behind = !unaskedLimited && (!upToDate || !Objects.equals(cursor, nextCursor));
        boolean told = told(behind ? Duration.ZERO : wait);
        boolean due = told || behind || lastFetch.plus(ASK_UNASKED).isBefore(clock.instant());
        if (due) {
            upToDate = false;
            unaskedLimited = false;
        }
        return due;
    }

    private boolean told(Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        try {
            do {
                long slice = Math.min(LOOK_AT_CACHE.toNanos(), Math.max(0, end - System.nanoTime()));
                Push push = pushes.poll(slice, TimeUnit.NANOSECONDS);
                if (push == null) {
                    push = cache.get(KEY)
                            .map(Push::of)
                            .filter(other -> !other.equals(last))
                            .orElse(null);
                }
                if (push != null) {
                    last = push;
                    tokenRefused = false;
                    return true;
                }
            } while (System.nanoTime() < end);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Null when there is none that is still good. */
    @Nullable
    String token() {
        boolean good = last.at().plus(TOKEN_LIFE).isAfter(clock.instant());
        return good && !tokenRefused && !last.token().isBlank() ? last.token() : null;
    }

    void forgetToken() {
        tokenRefused = true;
    }

    /** Too much was asked without a token: nothing more until a push comes, or the time to ask unasked. */
    void limited() {
        lastFetch = clock.instant();
        unaskedLimited = true;
    }

    /** @param next null when the cursor stays what it is */
    void fetched(@Nullable String cursor, @Nullable String next, boolean more) {
        nextCursor = next == null ? cursor : next;
        // A page that leads nowhere would be asked for again and again.
        upToDate = !more || Objects.equals(nextCursor, cursor);
        lastFetch = clock.instant();
    }

    /** The platform said that there is news. */
    private record Push(Instant at, String token) {

        String passedOn() {
            return at.toEpochMilli() + " " + token;
        }

        static Push of(String passedOn) {
            int space = passedOn.indexOf(' ');
            return new Push(
                    Instant.ofEpochMilli(Long.parseLong(passedOn.substring(0, space))), passedOn.substring(space + 1));
        }
    }
}
