package io.polyclerk.core.proactive;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.Waker;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.core.proactive.ProactiveStore.Audience;
import io.polyclerk.core.proactive.ProactiveStore.Look;
import io.polyclerk.core.proactive.ProactiveStore.Planned;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Order;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Works on what stores have told: looks at orders that changed, plans what they give reason to say, and decides what is due with the order
 * as it is at that moment. Any number of rounds on any number of nodes comes to the same: what is decided is decided in one transaction
 * with what is said. Thread-safe.
 */
public final class ProactiveRounds {

    private static final System.Logger LOGGER = System.getLogger(ProactiveRounds.class.getName());
    private static final int MOST_AT_ONCE = 100;
    private static final Duration STORE_AWAY = Duration.ofMinutes(5);
    private static final Duration UNSENT = Duration.ofMinutes(20);
    private static final Duration FOLLOWED = Duration.ofDays(120);
    private static final String COUNTER = "proactive";

    private final ProactiveStore store;
    private final ProactivePolicies policies;
    private final ConnectionRegistry connections;
    private final Decider decider;
    private final Waker waker;
    private final Counters counters;
    private final Clock clock;

    public ProactiveRounds(
            ProactiveStore store,
            ProactivePolicies policies,
            ConnectionRegistry connections,
            Decider decider,
            Waker waker,
            Counters counters,
            Clock clock) {
        this.store = store;
        this.policies = policies;
        this.connections = connections;
        this.decider = decider;
        this.waker = waker;
        this.counters = counters;
        this.clock = clock;
    }

    /** One round. May block on stores. */
    public void run() {
        Instant now = clock.instant();
        Instant later = now.plus(STORE_AWAY);
        Set<ConnectionId> away = new HashSet<>();
        for (Look look : store.looks(now, MOST_AT_ONCE)) {
            each(look.store(), away, () -> look(look, now), () -> store.lookLater(look, later));
        }
        // What has waited too long for its platform is thought over again, with the order as it is now.
        store.takeBack(now.minus(UNSENT), now).forEach(planned -> counters.count(COUNTER, "taken_back"));
        for (Planned planned : store.due(now, MOST_AT_ONCE)) {
            each(planned.store(), away, () -> decide(planned, now), () -> postpone(planned, later, Why.STORE_AWAY));
        }
        for (Planned planned : store.watchesEnding(now, MOST_AT_ONCE)) {
            each(planned.store(), away, () -> endWatch(planned), () -> {});
        }
    }

    /** Forgets what nobody has asked for in a long time. */
    public void forget() {
        store.forget(clock.instant().minus(FOLLOWED));
    }

    /**
     * One order that cannot be read holds up no other, and a store that did not answer is not asked again in the same round.
     *
     * @param later what is done instead
     */
    private static void each(ConnectionId store, Set<ConnectionId> away, Runnable work, Runnable later) {
        if (away.contains(store)) {
            later.run();
            return;
        }
        try {
            work.run();
        } catch (AdapterException trouble) {
            LOGGER.log(System.Logger.Level.INFO, "orders of {0} are looked at later: {1}", store, trouble.getMessage());
            away.add(store);
            later.run();
        } catch (RuntimeException bug) {
            LOGGER.log(System.Logger.Level.ERROR, "an order of " + store + " cannot be looked at", bug);
            later.run();
        }
    }

    private void look(Look look, Instant now) {
        Optional<OpenStore> open = open(look.merchant(), look.store());
        if (open.isEmpty()) {
            store.lookLater(look, now.plus(STORE_AWAY));
            return;
        }
        Optional<Order> found = order(open.get(), look.number(), look.orderId());
        found.filter(OrderFacts::isPaid)
                .ifPresent(order -> store.paid(look.store(), look.orderId(), order.total(), look.notedAt()));
        ProactivePolicy policy = policies.of(look.merchant());
        store.looked(
                look,
                found
                        .map(order -> OrderFacts.of(order, look.since(), look.seen(), policy, now))
                        .orElse(List.of())
                        .stream()
                        .filter(one -> policy.of(one.occasion()).on())
                        .toList(),
                now);
    }

    private void decide(Planned planned, Instant now) {
        Optional<OpenStore> open = open(planned.merchant(), planned.store());
        if (open.isEmpty()) {
            postpone(planned, now.plus(STORE_AWAY), Why.STORE_AWAY);
            return;
        }
        Optional<Order> order = order(open.get(), planned.number(), planned.orderId());
        ProactivePolicy policy = policies.of(planned.merchant());
        Audience audience = store.audience(planned, now).orElse(null);
        act(
                planned,
                audience,
                order.orElse(null),
                decider.decide(planned, audience, order.orElse(null), policy, now),
                Duration.ofDays(policy.resultDays()),
                now);
    }

    private void act(
            Planned planned,
            @Nullable Audience audience,
            @Nullable Order order,
            Decision decision,
            Duration watch,
            Instant now) {
        switch (decision) {
            case Decision.Drop drop -> {
                store.drop(planned, drop.why(), audience, now);
                count(planned, drop.why().wireName());
            }
            case Decision.Wait wait -> postpone(planned, wait.until(), wait.why());
            case Decision.Spare spare -> {
                if (audience != null && order != null) {
                    store.spare(planned, audience, order, now, watch);
                    count(planned, "spared");
                }
            }
            case Decision.Tell tell -> {
                if (audience != null
                        && order != null
                        && store.tell(planned, audience, order, tell.message(), now, watch)) {
                    count(planned, "told");
                    wake(audience.id());
                }
            }
        }
    }

    private void wake(ConversationId conversation) {
        waker.wake(conversation);
    }

    private void postpone(Planned planned, Instant until, Why why) {
        store.postpone(planned, until, why);
    }

    private void count(Planned planned, String outcome) {
        counters.count(COUNTER, planned.occasion().wireName() + "_" + outcome);
    }

    /** Webhooks get lost: at the end the order is looked at once more. What it says of itself then tells whether it was in time. */
    private void endWatch(Planned planned) {
        open(planned.merchant(), planned.store())
                .flatMap(open -> order(open, planned.number(), planned.orderId()))
                .filter(OrderFacts::isPaid)
                .ifPresent(order -> store.paid(planned.store(), planned.orderId(), order.total(), order.updatedAt()));
        store.endWatch(planned);
    }

    private Optional<OpenStore> open(String merchant, ConnectionId id) {
        return connections.storesOf(merchant).stream()
                .filter(one -> one.id().equals(id))
                .findFirst();
    }

    /** Two orders of a store may once have had one number: only the one that was proven counts. */
    private static Optional<Order> order(OpenStore open, String number, String id) {
        return open.adapter().findOrder(number).filter(order -> order.id().equals(id));
    }
}
