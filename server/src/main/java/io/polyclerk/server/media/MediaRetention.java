package io.polyclerk.server.media;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Removes files whose time is over, now and then. */
public final class MediaRetention implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(MediaRetention.class.getName());
    private static final int EVERY_MINUTES = 5;

    private final KeptMedia media;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("media-retention").daemon(true).factory());

    public MediaRetention(KeptMedia media) {
        this.media = media;
        timer.scheduleWithFixedDelay(this::sweep, 1, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    private void sweep() {
        try {
            int removed;
            do {
                removed = media.removeEnded();
            } while (removed > 0);
        } catch (RuntimeException fault) {
            LOGGER.log(System.Logger.Level.ERROR, "files whose time is over could not be removed", fault);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
