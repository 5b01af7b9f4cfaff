package io.polyclerk.server.notices;

import io.polyclerk.server.persistence.Leases;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Looks every minute whether somebody is to be told something, on one node at a time. */
public final class NoticeRounds implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(NoticeRounds.class.getName());
    /** Not much longer than a round is away: telling twice does no harm, and who dies holds up nobody. */
    private static final Duration LEASE = Duration.ofSeconds(90);

    private static final int EVERY_SECONDS = 60;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("polyclerk-notices").daemon(true).factory());

    public NoticeRounds(NoticeMail mail, Leases leases) {
        timer.scheduleWithFixedDelay(() -> quietly(mail, leases), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private static void quietly(NoticeMail mail, Leases leases) {
        try {
            if (leases.take("notices", LEASE)) {
                mail.round();
            }
        } catch (RuntimeException failure) {
            // The next round tries again; a timer that throws would never run again.
            LOGGER.log(System.Logger.Level.ERROR, "telling people by e-mail failed", failure);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
