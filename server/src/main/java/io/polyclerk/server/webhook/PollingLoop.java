package io.polyclerk.server.webhook;

import io.polyclerk.core.delivery.Inbox;
import io.polyclerk.core.delivery.InboxStore;
import io.polyclerk.core.delivery.RetryPolicy;
import io.polyclerk.server.connections.MerchantConnection.State;
import io.polyclerk.server.connections.OpenConnection;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.persistence.Leases;
import io.polyclerk.server.telemetry.Telemetry;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Polling;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Fetches events for the connections whose settings ask for it; one thread for each. */
public final class PollingLoop implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(PollingLoop.class.getName());
    private static final Duration WAIT = Duration.ofSeconds(25);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final int RENEWALS_IN_A_LEASE = 4;
    private static final RetryPolicy PAUSES =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), Integer.MAX_VALUE);

    private final OpenConnections connections;
    private final Inbox inbox;
    private final InboxStore cursors;
    private final Leases leases;
    private final Duration lease;
    private final Telemetry telemetry;
    private final Set<ConnectionId> polled = ConcurrentHashMap.newKeySet();
    private final Set<ConnectionId> ours = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param lease how long a node that died keeps others from fetching; whoever lives renews it while a fetch takes its time */
    public PollingLoop(
            OpenConnections connections,
            Inbox inbox,
            InboxStore cursors,
            Leases leases,
            Duration lease,
            Telemetry telemetry) {
        this.connections = connections;
        this.inbox = inbox;
        this.cursors = cursors;
        this.leases = leases;
        this.lease = lease;
        this.telemetry = telemetry;
        start("polling", this::watch);
        start("polling-leases", this::renew);
    }

    private void start(String name, Runnable work) {
        threads.add(Thread.ofVirtual().name(name).start(work));
    }

    /** Starts polling for connections that were added or changed. */
    private void watch() {
        while (!closed) {
            for (OpenConnection open : connections.all()) {
                ConnectionId id = open.connection().id();
                if (wantsPolling(open) && polled.add(id)) {
                    start("polling-" + id, () -> poll(id));
                }
            }
            threads.removeIf(thread -> !thread.isAlive());
            sleep(LOOK_AGAIN);
        }
    }

    private void renew() {
        while (!closed) {
            ours.forEach(this::isOurs);
            sleep(lease.dividedBy(RENEWALS_IN_A_LEASE));
        }
    }

    private static boolean wantsPolling(OpenConnection open) {
        return open.connection().state() == State.ACTIVE
                && open.adapter() instanceof Polling polling
                && polling.pollingWanted();
    }

    private void poll(ConnectionId id) {
        int failures = 0;
        try {
            while (!closed) {
                Optional<OpenConnection> open = connections.find(id).filter(PollingLoop::wantsPolling);
                if (open.isEmpty()) {
                    return;
                }
                if (!isOurs(id)) {
                    ours.remove(id);
                    sleep(LOOK_AGAIN);
                    continue;
                }
                ours.add(id);
                failures = pollOnce(open.get()) ? 0 : failures + 1;
                if (failures > 0) {
                    sleep(PAUSES.pauseAfter(failures));
                }
            }
        } finally {
            polled.remove(id);
            ours.remove(id);
            letGo(id);
        }
    }

    /** One node fetches for a connection; when it dies, another one goes on with the cursor that is stored. */
    private boolean isOurs(ConnectionId id) {
        try {
            return leases.take(name(id), lease);
        } catch (RuntimeException databaseIsAway) {
            if (!closed) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "nobody knows who polls {0}: {1}",
                        id,
                        databaseIsAway.getMessage());
            }
            return false;
        }
    }

    private void letGo(ConnectionId id) {
        try {
            leases.release(name(id));
        } catch (RuntimeException databaseIsAway) {
            LOGGER.log(System.Logger.Level.DEBUG, "the right to poll ends by itself", databaseIsAway);
        }
    }

    private static String name(ConnectionId id) {
        return "poll " + id;
    }

    private boolean pollOnce(OpenConnection open) {
        ConnectionId id = open.connection().id();
        try {
            Polling.Batch batch = ((Polling) open.adapter()).poll(cursors.cursor(id), WAIT);
            inbox.accept(id, open.connection().merchant(), batch.events(), batch.nextCursor());
            telemetry.webhook(id.value(), "polled");
            return true;
        } catch (AdapterException.CredentialsRejected rejected) {
            connections.pause(id, String.valueOf(rejected.getMessage()));
        } catch (AdapterException.RateLimited limited) {
            sleep(limited.retryAfter());
        } catch (RuntimeException failure) {
            if (!closed) {
                LOGGER.log(System.Logger.Level.WARNING, "polling {0}: {1}", id, failure.getMessage());
            }
        }
        telemetry.webhook(id.value(), "poll_failed");
        return false;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
