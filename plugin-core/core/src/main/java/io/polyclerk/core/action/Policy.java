package io.polyclerk.core.action;

import io.polyclerk.core.action.ActionLedger.Usage;
import io.polyclerk.core.identity.Level;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.Shipment;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a merchant lets the bot do to orders: one rule for each kind of action. */
public record Policy(Map<ActionKind, Rule> rules) {

    public Policy {
        Map<ActionKind, Rule> complete = new EnumMap<>(ActionKind.class);
        for (ActionKind kind : ActionKind.values()) {
            complete.put(kind, rules.getOrDefault(kind, Rule.NEVER));
        }
        rules = Map.copyOf(complete);
    }

    /** Who decides, once the shopper has said yes. */
    public enum Mode {
        /** The bot does not even propose it. */
        NEVER,
        /** Somebody of the shop. */
        ASK,
        /** The rule alone. */
        AUTOMATIC
    }

    /** From when a window is counted. */
    public enum From {
        PLACED,
        DELIVERED
    }

    /**
     * A rule.
     *
     * @param identity how well the shopper has to be known
     * @param within how long it may be asked for; null for ever
     * @param from what the window counts from; an order without a date of delivery counts from when it was placed
     * @param statuses in which an order must be; empty for any
     * @param largestAmount in the currency of the order; more needs a human; null for any
     * @param perDay confirmed in the whole shop within 24 hours; more needs a human; null for any
     * @param perShopper confirmed in one conversation within 24 hours; more needs a human; null for any
     * @param reasons wire names that need no human; empty for any
     */
    public record Rule(
            Mode mode,
            Level identity,
            @Nullable Duration within,
            From from,
            Set<OrderStatus> statuses,
            @Nullable BigDecimal largestAmount,
            @Nullable Integer perDay,
            @Nullable Integer perShopper,
            Set<String> reasons) {

        static final Rule NEVER =
                new Rule(Mode.NEVER, Level.ORDER_PROOF, null, From.PLACED, Set.of(), null, null, null, Set.of());

        public Rule {
            statuses = Set.copyOf(statuses);
            reasons = Set.copyOf(reasons);
        }
    }

    private static final Set<OrderStatus> NOT_SHIPPED =
            EnumSet.of(OrderStatus.AWAITING_PAYMENT, OrderStatus.PROCESSING, OrderStatus.ON_HOLD);
    private static final Set<OrderStatus> SHIPPED =
            EnumSet.of(OrderStatus.PARTLY_SHIPPED, OrderStatus.SHIPPED, OrderStatus.DELIVERED, OrderStatus.COMPLETED);

    /**
     * For a merchant who has set none: what has not left may be cancelled or sent elsewhere, what has arrived may be announced as coming
     * back within thirty days, and money goes back only when a human agrees.
     */
    public static final Policy DEFAULT = new Policy(Map.of(
            ActionKind.CANCEL,
            new Rule(Mode.AUTOMATIC, Level.ORDER_PROOF, null, From.PLACED, NOT_SHIPPED, null, 200, 5, Set.of()),
            ActionKind.RETURN,
            new Rule(
                    Mode.AUTOMATIC,
                    Level.ORDER_PROOF,
                    Duration.ofDays(30),
                    From.DELIVERED,
                    SHIPPED,
                    null,
                    200,
                    10,
                    Set.of()),
            ActionKind.CHANGE_ADDRESS,
            new Rule(Mode.AUTOMATIC, Level.ORDER_PROOF, null, From.PLACED, NOT_SHIPPED, null, 200, 5, Set.of()),
            ActionKind.REFUND,
            new Rule(Mode.ASK, Level.ORDER_PROOF, null, From.PLACED, Set.of(), null, 50, 2, Set.of())));

    /** What a rule says about one wish. */
    public enum Verdict {
        /** As soon as the shopper confirms. */
        AUTOMATIC,
        /** After the shopper, a human has to agree. */
        ASK,
        /** The merchant does not want it. */
        NEVER,
        /** The rule does not allow it for an order in this status. */
        WRONG_STATUS,
        /** The rule's time for it is over. */
        TOO_LATE;

        public boolean isPossible() {
            return this == AUTOMATIC || this == ASK;
        }
    }

    public Rule rule(ActionKind kind) {
        return Objects.requireNonNull(rules.get(kind));
    }

    /**
     * What the merchant says to this.
     *
     * @param amount what is at stake; null when no money is
     * @param reason wire name of why; null when nobody asked
     */
    public Verdict decide(
            ActionKind kind,
            Order order,
            @Nullable BigDecimal amount,
            @Nullable String reason,
            Usage usage,
            Instant now) {
        Rule rule = rule(kind);
        if (rule.mode() == Mode.NEVER) {
            return Verdict.NEVER;
        }
        if (!rule.statuses().isEmpty() && !rule.statuses().contains(order.status())) {
            return Verdict.WRONG_STATUS;
        }
        Duration within = rule.within();
        if (within != null && start(rule.from(), order).plus(within).isBefore(now)) {
            return Verdict.TOO_LATE;
        }
        BigDecimal largest = rule.largestAmount();
        boolean large = largest != null && amount != null && amount.compareTo(largest) > 0;
        boolean strange =
                reason != null && !rule.reasons().isEmpty() && !rule.reasons().contains(reason);
        return rule.mode() == Mode.ASK || large || strange || isUsedUp(kind, usage) ? Verdict.ASK : Verdict.AUTOMATIC;
    }

    /** Whether the caps leave this to a human. */
    public boolean isUsedUp(ActionKind kind, Usage usage) {
        Integer perDay = rule(kind).perDay();
        Integer perShopper = rule(kind).perShopper();
        return perDay != null && usage.merchant() >= perDay || perShopper != null && usage.shopper() >= perShopper;
    }

    private static Instant start(From from, Order order) {
        return switch (from) {
            case PLACED -> order.placedAt();
            case DELIVERED -> {
                List<Instant> arrived = order.shipments().stream()
                        .map(Shipment::deliveredAt)
                        .filter(Objects::nonNull)
                        .toList();
                yield arrived.stream().max(Instant::compareTo).orElse(order.placedAt());
            }
        };
    }
}
