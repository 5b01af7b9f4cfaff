package io.polyclerk.server.proactive;

import io.polyclerk.core.proactive.ProactiveRounds;
import io.polyclerk.server.persistence.Leases;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Lets one node at a time look for what is to be said first. */
public final class ProactiveTimer implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(ProactiveTimer.class.getName());
    private static final int EVERY_SECONDS = 10;
    private static final int FORGET_HOURS = 12;

    /** Two nodes at once do no harm, and one that dies holds up nobody for long. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("polyclerk-proactive").daemon(true).factory());
    private final Leases leases;

    public ProactiveTimer(ProactiveRounds rounds, Leases leases) {
        this.leases = leases;
        timer.scheduleWithFixedDelay(() -> alone(rounds::run), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(() -> alone(rounds::forget), 1, FORGET_HOURS, TimeUnit.HOURS);
    }

    private void alone(Runnable work) {
        try {
            if (leases.take("proactive", LEASE)) {
                work.run();
            }
        } catch (RuntimeException failure) {
            // The next round tries again; a timer that throws would never run again.
            LOGGER.log(System.Logger.Level.ERROR, "writing first failed", failure);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
