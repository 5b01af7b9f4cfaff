package io.polyclerk.core.action;

import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Refund;
import java.math.BigDecimal;

/**
 * What the store showed when the order was read back.
 *
 * @param refunded all refunds of the order together
 */
public record Outcome(String revision, OrderStatus status, PaymentStatus payment, Money total, Money refunded) {

    public static Outcome of(Order order) {
        BigDecimal refunded = order.refunds().stream()
                .map(Refund::amount)
                .map(Money::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Outcome(
                order.revision(),
                order.status(),
                order.payment(),
                order.total(),
                new Money(refunded, order.total().currency()));
    }

    /** What the shop still holds of the shopper's money, as far as the store says. */
    public Money held() {
        return switch (payment) {
            case PAID, PARTLY_REFUNDED ->
                new Money(total.amount().subtract(refunded.amount()).max(BigDecimal.ZERO), total.currency());
            case UNPAID, AUTHORIZED, REFUNDED, VOIDED, UNKNOWN -> new Money(BigDecimal.ZERO, total.currency());
        };
    }
}
