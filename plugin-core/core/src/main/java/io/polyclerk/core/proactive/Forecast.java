package io.polyclerk.core.proactive;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.proactive.ProactiveStore.Audience;
import io.polyclerk.core.proactive.ProactiveStore.Look;
import io.polyclerk.core.proactive.ProactiveStore.Planned;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Order;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says who would hear what, by the very rules by which it is decided later. Changes nothing and sends nothing. Thread-safe. */
public final class Forecast {

    private final ProactiveStore store;
    private final ConnectionRegistry connections;
    private final Decider decider;
    private final Clock clock;

    public Forecast(ProactiveStore store, ConnectionRegistry connections, Decider decider, Clock clock) {
        this.store = store;
        this.connections = connections;
        this.decider = decider;
        this.clock = clock;
    }

    /** What would come of it. */
    public enum Outcome {
        /** In free words. */
        WORDS,
        /** In words that the platform has approved. */
        TEMPLATE,
        /** Nothing, for the sake of comparison. */
        SPARED,
        /** Later, as it looks now. */
        LATER,
        /** Nothing. */
        NOTHING
    }

    /**
     * Something that would be said.
     *
     * @param why nothing is said, or not yet; null when something is
     * @param conversation of whoever would hear; null when nobody would
     * @param isOn whether the merchant has switched it on: what is off is shown as if it were on
     */
    public record Expected(
            Occasion occasion,
            String number,
            Instant at,
            Outcome outcome,
            @Nullable Why why,
            @Nullable ConversationId conversation,
            boolean isOn) {}

    /** @param ahead how far one looks @param most orders that are looked at; each costs a call to the store */
    public List<Expected> of(String merchant, ProactivePolicy policy, Duration ahead, int most) {
        Instant now = clock.instant();
        List<Expected> expected = new ArrayList<>();
        for (Look look : store.followed(merchant, most)) {
            order(look).ifPresent(order -> {
                for (Occurrence one : OrderFacts.of(order, look.since(), look.seen(), policy, now)) {
                    if (!one.due().isAfter(now.plus(ahead))) {
                        expected(look, order, one, policy, now).ifPresent(expected::add);
                    }
                }
            });
        }
        expected.sort(Comparator.comparing(Expected::at).thenComparing(Expected::number));
        return expected;
    }

    private Optional<Order> order(Look look) {
        try {
            return connections.storesOf(look.merchant()).stream()
                    .filter(open -> open.id().equals(look.store()))
                    .findFirst()
                    .flatMap(open -> open.adapter().findOrder(look.number()))
                    .filter(order -> order.id().equals(look.orderId()));
        } catch (AdapterException away) {
            return Optional.empty();
        }
    }

    private Optional<Expected> expected(Look look, Order order, Occurrence one, ProactivePolicy policy, Instant now) {
        Planned planned = new Planned(
                "",
                look.merchant(),
                look.store(),
                look.orderId(),
                look.number(),
                one.occasion(),
                one.subject(),
                one.due(),
                null);
        if (store.isDecided(planned)) {
            return Optional.empty();
        }
        Instant at = one.due().isAfter(now) ? one.due() : now;
        Audience audience = store.audience(planned, now).orElse(null);
        ConversationId conversation = audience == null ? null : audience.id();
        boolean isOn = policy.of(one.occasion()).on();
        Decision decision = decider.decide(planned, audience, order, policy.allOn(), at);
        return Optional.of(
                switch (decision) {
                    case Decision.Tell tell ->
                        new Expected(
                                one.occasion(),
                                look.number(),
                                at,
                                tell.message().template() == null ? Outcome.WORDS : Outcome.TEMPLATE,
                                null,
                                conversation,
                                isOn);
                    case Decision.Spare spare ->
                        new Expected(one.occasion(), look.number(), at, Outcome.SPARED, null, conversation, isOn);
                    case Decision.Wait wait ->
                        new Expected(
                                one.occasion(),
                                look.number(),
                                wait.until(),
                                Outcome.LATER,
                                wait.why(),
                                conversation,
                                isOn);
                    case Decision.Drop drop ->
                        new Expected(
                                one.occasion(), look.number(), at, Outcome.NOTHING, drop.why(), conversation, isOn);
                });
    }
}
