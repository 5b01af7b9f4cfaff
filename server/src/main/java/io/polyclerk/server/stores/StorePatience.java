package io.polyclerk.server.stores;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Waits for a store as long as a shopper would. A store that was away several times in a row is left alone for a while, so that shoppers
 * hear at once that it is. For reads only: nothing is known of what a call does after nobody waits for it any more. Thread-safe.
 */
public final class StorePatience implements AutoCloseable {

    private static final int FAILURES = 5;
    private static final Duration REST = Duration.ofSeconds(10);

    private final ConcurrentHashMap<ConnectionId, CircuitBreaker<Object>> breakers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("polyclerk-store-", 0).factory());
    private final Duration patience;

    public StorePatience(Duration patience) {
        this.patience = patience;
    }

    <T> T read(ConnectionId store, Supplier<T> call) {
        CircuitBreaker<Object> breaker = breakers.computeIfAbsent(store, id -> breaker());
        try {
            return Failsafe.with(breaker).get(() -> patient(call));
        } catch (CircuitBreakerOpenException away) {
            throw new AdapterException.Unavailable("the store has been away several times in a row", false, null);
        }
    }

    private static CircuitBreaker<Object> breaker() {
        return CircuitBreaker.builder()
                .handle(AdapterException.Unavailable.class)
                .withFailureThreshold(FAILURES)
                .withDelay(REST)
                .build();
    }

    private <T> T patient(Supplier<T> call) {
        CompletableFuture<T> answer = CompletableFuture.supplyAsync(call, threads);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new AdapterException.Unavailable("the store takes longer than a shopper waits", false, null);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new AdapterException.Unavailable("stopped while waiting for the store", false, null);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
