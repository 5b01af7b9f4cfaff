package io.polyclerk.core.fake;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.OrderActions;
import io.polyclerk.spi.StoreCapabilities;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A shop that knows no idempotency keys and pays as often as it is asked, behind a network that fails at any point: the request is
 * cut off before or after it is carried out, or arrives minutes later; the answer is lost; the process dies meanwhile.
 */
public final class HostileShop extends EmptyStore implements OrderActions {

    private static final Duration LONGEST_ON_ITS_WAY = Duration.ofMinutes(15);

    private final Random random;
    private final Clock clock;
    private final Runnable step;
    private final List<Flying> flying = new ArrayList<>();
    private Order order;

    public boolean calm = true;
    public boolean refundsOnCancel;
    /** How often money went back. */
    public int paid;

    /** The process is killed here. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private record Flying(OrderAction action, String key, Instant lands) {}

    /** @param step called between any two steps; may kill the process or let another worker go first */
    public HostileShop(Order order, Random random, Clock clock, Runnable step) {
        this.order = order;
        this.random = random;
        this.clock = clock;
        this.step = step;
    }

    /** What is true in the shop. */
    public Order truth() {
        land();
        return order;
    }

    /** Somebody in the shop sends the order off. */
    public void ship() {
        if (order.status() == OrderStatus.PROCESSING) {
            Order placed = FakeStore.placed(order.id(), order.number(), OrderStatus.SHIPPED, order.payment());
            order = placed;
        }
    }

    @Override
    public Order perform(OrderAction action, String idempotencyKey, String expectedRevision) {
        land();
        if (!order.revision().equals(expectedRevision)) {
            throw new AdapterException.Refused("the order has changed");
        }
        step.run();
        int fault = calm ? 99 : random.nextInt(16);
        switch (fault) {
            case 0 -> throw lost();
            case 1 -> throw new AdapterException.RateLimited("slow down", Duration.ofSeconds(2));
            case 2 -> throw new AdapterException.Unavailable("down", false, null);
            case 3 -> throw new Crash();
            case 4 -> {
                flying.add(new Flying(action, idempotencyKey, later()));
                throw lost();
            }
            case 5 -> {
                flying.add(new Flying(action, idempotencyKey, later()));
                throw new Crash();
            }
            default -> carryOut(action, idempotencyKey);
        }
        switch (fault) {
            case 6, 7 -> throw lost();
            case 8 -> throw new Crash();
            case 9 -> throw new IllegalStateException("a bug in the adapter");
            default -> step.run();
        }
        return order;
    }

    private static AdapterException lost() {
        return new AdapterException.Unavailable("the answer was lost", true, null);
    }

    private Instant later() {
        return clock.instant().plusSeconds(random.nextInt((int) LONGEST_ON_ITS_WAY.toSeconds()));
    }

    private void land() {
        for (Flying request : List.copyOf(flying)) {
            if (!request.lands().isAfter(clock.instant())) {
                flying.remove(request);
                carryOut(request.action(), request.key());
            }
        }
    }

    private void carryOut(OrderAction action, String key) {
        int before = order.refunds().size();
        if (action instanceof OrderAction.RefundMoney) {
            paid++;
        }
        try {
            order = Changes.apply(order, action, key, refundsOnCancel, clock.instant());
        } catch (AdapterException.Refused no) {
            return;
        }
        if (!(action instanceof OrderAction.RefundMoney) && order.refunds().size() > before) {
            paid++;
        }
    }

    @Override
    public Optional<Order> findOrder(String orderNumber) {
        land();
        if (!calm && random.nextInt(6) == 0) {
            throw new AdapterException.Unavailable("down", false, null);
        }
        step.run();
        return order.number().equals(orderNumber) ? Optional.of(order) : Optional.empty();
    }

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(Set.of(OrderAction.Cancel.class, OrderAction.RefundMoney.class), false);
    }
}
