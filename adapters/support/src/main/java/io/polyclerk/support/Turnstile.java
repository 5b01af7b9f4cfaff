package io.polyclerk.support;

import feign.Client;
import feign.Request;
import feign.Response;
import io.polyclerk.spi.AdapterException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets only so many requests through at once, in the order in which they came, because small hosts answer more with an error or fall
 * over. Thread-safe.
 */
public final class Turnstile implements Client {

    /** A shopper waits this long rather than read that it did not work. */
    private static final Duration WORTH_WAITING = Duration.ofSeconds(6);

    private final Client client;
    private final Semaphore places;

    /** @param atOnce how many requests may be on their way at the same time */
    public Turnstile(Client client, int atOnce) {
        this.client = client;
        this.places = new Semaphore(atOnce, true);
    }

    /** @throws AdapterException.RateLimited when no place has become free in time; nothing was sent then */
    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        try {
            if (!places.tryAcquire(WORTH_WAITING.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AdapterException.RateLimited("too many requests of the shop are on their way", WORTH_WAITING);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AdapterException.Unavailable("stopped while waiting for the shop", false, null);
        }
        try {
            return client.execute(request, options);
        } finally {
            places.release();
        }
    }
}
