package io.polyclerk.server.mail;

import io.polyclerk.core.post.Postman;
import io.polyclerk.server.persistence.Leases;
import io.polyclerk.server.persistence.notices.SqlMailStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Lets the postman go every second, on one node at a time. */
public final class MailRounds implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(MailRounds.class.getName());
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Longer than any try takes: whatever is older was cut off. */
    private static final Duration LONGEST_TRY = Duration.ofMinutes(10);

    private static final Duration MAILS_ARE_REMEMBERED = Duration.ofDays(30);
    private static final Duration CODES_ARE_REMEMBERED = Duration.ofDays(1);

    private final Postman postman;
    private final SqlMailStore store;
    private final Leases leases;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("polyclerk-mail").daemon(true).factory());

    public MailRounds(Postman postman, SqlMailStore store, Leases leases, Clock clock) {
        this.postman = postman;
        this.store = store;
        this.leases = leases;
        this.clock = clock;
    }

    /** @param alone whether no other process works on the same database: then what is being sent was cut off */
    public void start(boolean alone) {
        if (alone) {
            store.recoverInterrupted(clock.instant().plus(CODES_ARE_REMEMBERED));
        }
        timer.scheduleWithFixedDelay(() -> quietly(this::round), 1, 1, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(() -> quietly(this::tidy), 1, 10, TimeUnit.MINUTES);
    }

    private void round() {
        if (store.isAnyDue(clock.instant()) && leases.take("mail", LEASE)) {
            postman.round(LEASE.dividedBy(2));
        }
    }

    private void tidy() {
        store.recoverInterrupted(clock.instant().minus(LONGEST_TRY));
        store.forget(
                clock.instant().minus(MAILS_ARE_REMEMBERED), clock.instant().minus(CODES_ARE_REMEMBERED));
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            // The next round tries again; a timer that throws would never run again.
            LOGGER.log(System.Logger.Level.ERROR, "sending e-mail failed", failure);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
