package io.polyclerk.core.media;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Fetches files in the background, a few at once. Keeps nothing in memory that a restart would miss: what is to be fetched stands in the
 * queue.
 */
public final class MediaWork implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(MediaWork.class.getName());
    /** Longer than any adapter lets a file take. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final long LOOK_AGAIN_MILLIS = 1_000;
    private static final int AT_ONCE = 16;

    private final MediaQueue queue;
    private final MediaFetcher fetcher;
    private final ExecutorService threads;
    private final Clock clock;
    private final Semaphore work = new Semaphore(0);
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;

    /** @param threads one thread for each task, such as virtual threads; closed with this */
    public MediaWork(MediaQueue queue, MediaFetcher fetcher, ExecutorService threads, Clock clock) {
        this.queue = queue;
        this.fetcher = fetcher;
        this.threads = threads;
        this.clock = clock;
        threads.execute(this::run);
    }

    /** A message with a file was stored. */
    public void wake() {
        work.release();
    }

    private void run() {
        try {
            while (!closed) {
                if (!begin()) {
                    work.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                    work.drainPermits();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** @return whether there was something to fetch */
    private boolean begin() throws InterruptedException {
        int free = places.availablePermits();
        if (free == 0) {
            return false;
        }
        try {
            List<ArrivingFile> due = queue.claim(clock.instant(), free, LEASE);
            for (ArrivingFile file : due) {
                places.acquire();
                threads.execute(() -> fetch(file));
            }
            return !due.isEmpty();
        } catch (RuntimeException fault) {
            if (!closed) {
                LOGGER.log(System.Logger.Level.ERROR, "files could not be fetched, will be tried again", fault);
            }
            return false;
        }
    }

    private void fetch(ArrivingFile file) {
        try {
            fetcher.fetch(file);
        } catch (RuntimeException fault) {
            if (!closed) {
                LOGGER.log(System.Logger.Level.ERROR, "a file could not be fetched, will be tried again", fault);
            }
        } finally {
            places.release();
            work.release();
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        try {
            if (!ended.await(5, TimeUnit.SECONDS)) {
                LOGGER.log(System.Logger.Level.WARNING, "a file is still being fetched while the server stops");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
