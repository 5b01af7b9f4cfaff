package io.polyclerk.core.proactive;

import io.polyclerk.core.proactive.ProactivePolicy.Rule;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Shipment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What an order gives reason to say. Looks at nothing but the order. */
final class OrderFacts {

    /** Stands for the parcel where a store tells of none. */
    private static final String WHOLE = "order";

    /** Nobody remembers an older parcel well enough to judge it. */
    private static final Duration OLDEST_REVIEW = Duration.ofDays(60);

    private OrderFacts() {}

    /** Whether the shop waits for money. Cash on delivery is none of this: such an order is being prepared. */
    static boolean isUnpaid(Order order) {
        return order.payment() == PaymentStatus.UNPAID
                && !order.total().isZero()
                && switch (order.status()) {
                    case AWAITING_PAYMENT, ON_HOLD, FAILED -> true;
                    case PROCESSING, PARTLY_SHIPPED, SHIPPED, DELIVERED, COMPLETED, CANCELLED, REFUNDED, UNKNOWN ->
                        false;
                };
    }

    static boolean isPaid(Order order) {
        return switch (order.payment()) {
            case PAID, AUTHORIZED, PARTLY_REFUNDED -> !isOff(order);
            case UNPAID, REFUNDED, VOIDED, UNKNOWN -> false;
        };
    }

    static boolean isOff(Order order) {
        return order.status() == OrderStatus.CANCELLED || order.status() == OrderStatus.REFUNDED;
    }

    /** Whether there may still be news of it. */
    static boolean isOpen(Order order) {
        return switch (order.status()) {
            case AWAITING_PAYMENT, ON_HOLD, FAILED, PROCESSING, PARTLY_SHIPPED, SHIPPED -> true;
            case DELIVERED, COMPLETED, CANCELLED, REFUNDED, UNKNOWN -> false;
        };
    }

    /** What goes back, was given back, or is lost: no moment to ask how it was. */
    static boolean isTroubled(Order order) {
        return !order.returns().isEmpty()
                || !order.refunds().isEmpty()
                || order.shipments().stream().anyMatch(parcel -> switch (parcel.status()) {
                    case RETURNED, LOST, DELIVERY_ATTEMPTED -> true;
                    case PREPARING, IN_TRANSIT, OUT_FOR_DELIVERY, READY_FOR_PICKUP, DELIVERED, DELAYED, UNKNOWN ->
                        false;
                });
    }

    /** What has happened to an order's parcels so far, by name: whoever asked for it has heard of it. */
    static Set<String> happened(Order order) {
        Set<String> happened = new TreeSet<>();
        news(order, Instant.EPOCH).forEach(one -> happened.add(one.key()));
        return happened;
    }

    /** @param since when the chat began to follow the order @param seen what had happened by then */
    static List<Occurrence> of(Order order, Instant since, Set<String> seen, ProactivePolicy policy, Instant now) {
        List<Occurrence> found = new ArrayList<>();
        if (isUnpaid(order)) {
            Rule rule = policy.of(Occasion.PAYMENT_REMINDER);
            Instant first = later(order.placedAt(), since).plus(rule.after());
            for (int round = 1; round <= rule.most(); round++) {
                found.add(new Occurrence(
                        Occasion.PAYMENT_REMINDER,
                        Integer.toString(round),
                        first.plus(rule.again().multipliedBy(round - 1L))));
            }
        }
        news(order, now).stream().filter(one -> !seen.contains(one.key())).forEach(found::add);
        arrived(order)
                .filter(at -> at.plus(OLDEST_REVIEW).isAfter(now) && !isTroubled(order))
                .map(at ->
                        later(at, since).plus(policy.of(Occasion.REVIEW_REQUEST).after()))
                .map(due -> new Occurrence(Occasion.REVIEW_REQUEST, "", due))
                .ifPresent(found::add);
        return found;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<Occurrence> news(Order order, Instant at) {
        List<Occurrence> news = new ArrayList<>();
        if (isOff(order)) {
            return news;
        }
        for (Shipment parcel : order.shipments()) {
            ofParcel(parcel).ifPresent(occasion -> news.add(new Occurrence(occasion, parcel.id(), at)));
        }
        if (order.shipments().isEmpty()) {
            switch (order.status()) {
                case SHIPPED -> news.add(new Occurrence(Occasion.ORDER_SHIPPED, WHOLE, at));
                case DELIVERED -> news.add(new Occurrence(Occasion.ORDER_DELIVERED, WHOLE, at));
                // What is completed may have been sent, fetched or given up: the store does not say.
                case AWAITING_PAYMENT,
                        PROCESSING,
                        ON_HOLD,
                        PARTLY_SHIPPED,
                        COMPLETED,
                        CANCELLED,
                        REFUNDED,
                        FAILED,
                        UNKNOWN -> {}
            }
        }
        return news;
    }

    private static Optional<Occasion> ofParcel(Shipment parcel) {
        return switch (parcel.status()) {
            case IN_TRANSIT, OUT_FOR_DELIVERY, READY_FOR_PICKUP, DELIVERY_ATTEMPTED, DELAYED ->
                Optional.of(Occasion.ORDER_SHIPPED);
            case DELIVERED -> Optional.of(Occasion.ORDER_DELIVERED);
            case PREPARING, RETURNED, LOST, UNKNOWN -> Optional.empty();
        };
    }

    /** The parcel that news is about. */
    static Optional<Shipment> parcel(Order order, String subject) {
        return order.shipments().stream()
                .filter(parcel -> parcel.id().equals(subject))
                .findFirst();
    }

    /** Whether news is still so. */
    static boolean isStillTrue(Order order, Occasion occasion, String subject) {
        return news(order, Instant.EPOCH).stream()
                .anyMatch(one -> one.occasion() == occasion && one.subject().equals(subject));
    }

    /** When the last parcel of an order arrived; empty while one is missing. */
    static Optional<Instant> arrived(Order order) {
        boolean here = order.status() == OrderStatus.DELIVERED || order.status() == OrderStatus.COMPLETED;
        if (!here) {
            return Optional.empty();
        }
        return order.shipments().stream()
                .map(Shipment::deliveredAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .or(() -> Optional.of(order.updatedAt()));
    }
}
