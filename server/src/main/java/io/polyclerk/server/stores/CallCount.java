package io.polyclerk.server.stores;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts how often conversations ask stores. Nobody needs sixty answers of a shop within an hour; who wants them anyway, or writes a
 * program that does, must not use up what the shop grants all shoppers together. Counted on each node by itself. Thread-safe.
 */
public final class CallCount {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_CONVERSATIONS = 100_000;

    private final Cache<ConversationId, Asked> asked;
    private final int most;
    private final Counters counters;
    private final Clock clock;

    private record Asked(Instant since, AtomicInteger times) {}

    public CallCount(int most, Counters counters, Clock clock) {
        this.most = most;
        this.counters = counters;
        this.clock = clock;
        this.asked = Caffeine.newBuilder()
                .maximumSize(MOST_CONVERSATIONS)
                .expireAfterWrite(HOUR)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** @throws AdapterException.RateLimited when the conversation has asked as often as it may */
    void count(ConversationId conversation, ConnectionId store) {
        counters.count("store_calls", store.value());
        Asked known = asked.get(conversation, id -> new Asked(clock.instant(), new AtomicInteger()));
        if (known.times().incrementAndGet() > most) {
            counters.count("store_calls_refused", store.value());
            Duration left = Duration.between(clock.instant(), known.since().plus(HOUR));
            throw new AdapterException.RateLimited(
                    "this conversation has asked stores too often", left.isNegative() ? Duration.ZERO : left);
        }
    }
}
