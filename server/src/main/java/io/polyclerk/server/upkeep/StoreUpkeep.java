package io.polyclerk.server.upkeep;

import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.server.persistence.Leases;
import io.polyclerk.server.persistence.orders.SqlProductNews;
import io.polyclerk.server.persistence.orders.SqlStoreInbox;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.KeyValueStore;
import io.polyclerk.spi.Reconciliation;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookRegistration;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Order;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done for stores without anybody asking: webhooks that a shop has switched off are switched on again, orders that changed
 * without a webhook are noticed, and shoppers who wait for a store hear when it is back. One node does it for all.
 */
public final class StoreUpkeep implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(StoreUpkeep.class.getName());
    private static final Duration PROMISES_EVERY = Duration.ofSeconds(15);
    private static final Duration STORES_EVERY = Duration.ofMinutes(30);
    /** While this server was down, shops told it nothing, and some have switched their webhooks off for it. */
    private static final Duration STORES_FIRST = Duration.ofMinutes(1);

    private static final Duration LEASE = Duration.ofMinutes(2);
    /** Clocks differ, and a change that is noticed twice does no harm. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    /** Under this name it is remembered why a shop's webhooks could not be switched on; empty when they could. */
    public static final String WEBHOOKS_OFF = "webhooks off";

    private static final Duration WEBHOOKS_KNOWN = STORES_EVERY.multipliedBy(3);
    private static final Duration MARK_LASTS = Duration.ofDays(30);
    private static final Duration EVENTS_LAST = Duration.ofDays(30);
    private static final int MOST_ORDERS = 500;
    private static final int MOST_PAGES = 20;
    private static final String MARK = "reconciled";

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            2, Thread.ofPlatform().name("polyclerk-stores-", 0).daemon(true).factory());
    private final Supplier<List<OpenStore>> stores;
    private final BiConsumer<ConnectionId, String> pause;
    private final SqlStoreInbox inbox;
    private final SqlProductNews news;
    private final Leases leases;
    private final Function<ConnectionId, KeyValueStore> marks;
    private final @Nullable String publicAddress;
    private final Clock clock;

    /**
     * @param stores that are looked after now
     * @param pause is told of a store that takes the credentials no more, and why
     * @param promises looks for stores that shoppers wait for
     * @param marks where it is remembered up to when a store is known
     * @param publicAddress of this server; null when stores cannot reach it
     */
    public StoreUpkeep(
            Supplier<List<OpenStore>> stores,
            BiConsumer<ConnectionId, String> pause,
            Runnable promises,
            SqlStoreInbox inbox,
            SqlProductNews news,
            Leases leases,
            Function<ConnectionId, KeyValueStore> marks,
            @Nullable String publicAddress,
            Clock clock) {
        this.stores = stores;
        this.pause = pause;
        this.inbox = inbox;
        this.news = news;
        this.leases = leases;
        this.marks = marks;
        this.publicAddress = publicAddress;
        this.clock = clock;
        every(PROMISES_EVERY, PROMISES_EVERY, "promises of stores", promises);
        every(STORES_FIRST, STORES_EVERY, "upkeep of stores", this::stores);
    }

    private void every(Duration first, Duration pause, String name, Runnable work) {
        timer.scheduleWithFixedDelay(() -> alone(name, work), first.toSeconds(), pause.toSeconds(), TimeUnit.SECONDS);
    }

    private void alone(String name, Runnable work) {
        try {
            if (leases.take(name, LEASE)) {
                work.run();
            }
        } catch (RuntimeException failure) {
            // The next round tries again; a timer that throws would never run again.
            LOGGER.log(System.Logger.Level.ERROR, name + " failed", failure);
        }
    }

    /** One round over all stores. */
    public void stores() {
        stores.get().forEach(store -> round(store.id(), store.adapter()));
        news.forget(clock.instant().minus(EVENTS_LAST));
    }

    private void round(ConnectionId id, StoreAdapter store) {
        try {
            if (publicAddress != null
                    && store.capabilities().webhooks()
                    && store instanceof WebhookRegistration registration) {
                webhooks(id, registration, URI.create(publicAddress.replaceFirst("/+$", "") + "/hooks/" + id));
            }
            if (store instanceof Reconciliation reconciliation) {
                reconcile(id, reconciliation);
            } else {
                store.check();
            }
        } catch (AdapterException.CredentialsRejected rejected) {
            pause.accept(id, String.valueOf(rejected.getMessage()));
        } catch (AdapterException notNow) {
            LOGGER.log(System.Logger.Level.INFO, "store {0} is looked after later: {1}", id, notNow.getMessage());
        }
    }

    /**
     * What cannot be switched on again is remembered until it can, for somebody to look at. It is no reason to ask the store for nothing: a key
     * that may only read is refused here, and orders are told with it all the same.
     */
    private void webhooks(ConnectionId id, WebhookRegistration registration, URI address) {
        KeyValueStore marks = this.marks.apply(id);
        try {
            registration.register(address);
            marks.put(WEBHOOKS_OFF, "", WEBHOOKS_KNOWN);
        } catch (AdapterException trouble) {
            marks.put(WEBHOOKS_OFF, String.valueOf(trouble.getMessage()), WEBHOOKS_KNOWN);
            LOGGER.log(System.Logger.Level.INFO, "the webhooks of {0} are off: {1}", id, trouble.getMessage());
        }
    }

    private void reconcile(ConnectionId id, Reconciliation store) {
        Instant now = clock.instant();
        KeyValueStore marks = this.marks.apply(id);
        Optional<Instant> known = marks.get(MARK).map(Instant::parse);
        if (known.isEmpty()) {
            // Should the store be away now, the time until it is back is asked for all the same.
            marks.put(MARK, now.toString(), MARK_LASTS);
        }
        Instant upTo = reconciled(id, store, known.orElse(now).minus(OVERLAP), now);
        marks.put(MARK, upTo.toString(), MARK_LASTS);
    }

    /** @return up to when all changes are stored */
    private Instant reconciled(ConnectionId id, Reconciliation store, Instant since, Instant now) {
        Instant from = since;
        for (int page = 0; page < MOST_PAGES; page++) {
            List<Order> changed = store.changedSince(from, MOST_ORDERS);
            inbox.accept(
                    id,
                    changed.stream()
                            .map(order -> (StoreEvent) new StoreEvent.OrderChanged(
                                    "reconciled " + order.id() + " " + order.revision(), order.id(), order.updatedAt()))
                            .toList());
            if (changed.size() < MOST_ORDERS) {
                return now;
            }
            Instant last = changed.getLast().updatedAt();
            // More than a page within one second would be answered with the same page for ever.
            from = last.isAfter(from) ? last : from.plusSeconds(1);
        }
        return from;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
