package io.polyclerk.server.install;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does what nobody asks for: privacy requests that wait, and credentials that would run out. Any node may do it; it does no harm twice. */
public final class Upkeep implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Upkeep.class.getName());
    private static final int PRIVACY_EVERY_SECONDS = 60;
    private static final int CREDENTIALS_EVERY_SECONDS = 3_600;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("polyclerk-upkeep").daemon(true).factory());

    public Upkeep(PrivacyDesk privacy, PlatformApps platforms) {
        timer.scheduleWithFixedDelay(
                () -> quietly(privacy::work), PRIVACY_EVERY_SECONDS, PRIVACY_EVERY_SECONDS, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(
                () -> quietly(platforms::keepAlive),
                CREDENTIALS_EVERY_SECONDS,
                CREDENTIALS_EVERY_SECONDS,
                TimeUnit.SECONDS);
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            // The next round tries again; a timer that throws would never run again.
            LOGGER.log(System.Logger.Level.ERROR, "upkeep failed", failure);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
