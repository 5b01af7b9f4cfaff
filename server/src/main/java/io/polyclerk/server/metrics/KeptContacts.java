package io.polyclerk.server.metrics;

import io.polyclerk.server.persistence.metrics.ContactRow;
import io.polyclerk.server.persistence.metrics.ContactTable;
import io.polyclerk.server.persistence.metrics.ServiceHistory;
import io.polyclerk.server.persistence.metrics.ServiceHistory.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Contacts from a table that is brought up to date before it is read. Where more is stale than can be made anew in a moment, as
 * after an import, everything is counted from the events as long as that lasts: numbers are slow then, never wrong. Thread-safe.
 */
public final class KeptContacts implements Contacts, AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(KeptContacts.class.getName());
    private static final int AT_ONCE = 100;
    private static final Duration WAITED_FOR = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int EVERY_SECONDS = 20;

    private final ContactTable table;
    private final ServiceHistory history;
    private final Contacts recounted;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("polyclerk-numbers").daemon(true).factory());

    public KeptContacts(ContactTable table, ServiceHistory history) {
        this.table = table;
        this.history = history;
        this.recounted = new Recounted(new StoredHistory(history));
    }

    /** Keeps the table up to date from now on, so that who asks for numbers finds little to do. */
    public void start() {
        timer.scheduleWithFixedDelay(this::quietly, 1, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void quietly() {
        try {
            catchUp(LONG);
        } catch (RuntimeException failure) {
            // The next round tries again; a timer that throws would never run again.
            LOGGER.log(System.Logger.Level.ERROR, "the table of contacts could not be brought up to date", failure);
        }
    }

    /** Makes stale rows anew. @param patience for about how long at most @return whether all are fresh */
    boolean catchUp(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!table.isFresh()) {
            if (System.nanoTime() > end) {
                return false;
            }
            table.renew(AT_ONCE, KeptContacts::rows);
        }
        return true;
    }

    /** What keeps the table from being mended must not keep numbers from being told. */
    private boolean isCaughtUp() {
        try {
            return catchUp(WAITED_FOR);
        } catch (RuntimeException failure) {
            LOGGER.log(System.Logger.Level.WARNING, "numbers are counted from the events", failure);
            return false;
        }
    }

    private static List<ContactRow> rows(List<Moment> moments) {
        return ContactReader.read(moments).stream().map(Contact::row).toList();
    }

    @Override
    public void each(Asked asked, Consumer<ContactRow> taker) {
        if (!isCaughtUp()) {
            recounted.each(asked, taker);
            return;
        }
        table.each(asked.merchant(), asked.from(), asked.to(), asked.connection(), asked.language(), contact -> {
            if (asked.accepts(contact)) {
                taker.accept(contact);
            }
        });
    }

    @Override
    public Map<String, Long> spent(Asked asked) {
        return history.spent(asked.merchant(), asked.from(), asked.to());
    }

    @Override
    public int openTickets(@Nullable String merchant) {
        return history.openTickets(merchant);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
