package io.polyclerk.core.fake;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Refund;
import io.polyclerk.spi.store.ReturnRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an action makes of an order in the fake shops. */
final class Changes {

    private Changes() {}

    static Order apply(Order order, OrderAction action, String key, boolean refundsOnCancel, Instant at) {
        OrderStatus status = order.status();
        PaymentStatus payment = order.payment();
        Address address = order.shippingAddress();
        List<Refund> refunds = new ArrayList<>(order.refunds());
        List<ReturnRequest> returns = new ArrayList<>(order.returns());
        switch (action) {
            case OrderAction.Cancel cancel -> {
                refuseIf(status != OrderStatus.PROCESSING && status != OrderStatus.AWAITING_PAYMENT, "it has left");
                status = OrderStatus.CANCELLED;
                if (refundsOnCancel && payment == PaymentStatus.PAID) {
                    refunds.add(new Refund("r" + key, order.total(), cancel.reason(), at, key));
                    payment = PaymentStatus.REFUNDED;
                }
            }
            case OrderAction.RefundMoney refund -> {
                BigDecimal left = refunds.stream()
                        .map(made -> made.amount().amount())
                        .reduce(order.total().amount(), BigDecimal::subtract);
                refuseIf(left.compareTo(refund.amount().amount()) < 0, "not that much");
                refunds.add(new Refund("r" + refunds.size(), refund.amount(), refund.reason(), at, key));
                payment = left.compareTo(refund.amount().amount()) == 0
                        ? PaymentStatus.REFUNDED
                        : PaymentStatus.PARTLY_REFUNDED;
            }
            case OrderAction.RequestReturn request ->
                returns.add(new ReturnRequest(
                        "ret" + returns.size(),
                        request.lines().stream()
                                .map(OrderAction.LineQuantity::lineId)
                                .toList(),
                        "requested",
                        request.reason(),
                        at));
            case OrderAction.ChangeAddress change -> address = change.address();
            case OrderAction.AddNote note -> refuseIf(note.text().isBlank(), "a note needs words");
        }
        return new Order(
                order.id(),
                order.number(),
                order.revision() + "+",
                status,
                payment,
                order.placedAt(),
                at,
                order.total(),
                order.lines(),
                order.customer(),
                order.billingAddress(),
                address,
                order.shipments(),
                refunds,
                returns,
                order.paymentMethod(),
                order.statusPage());
    }

    static void refuseIf(boolean broken, String rule) {
        if (broken) {
            throw new AdapterException.Refused(rule);
        }
    }

    static Money sum(Order order) {
        return new Money(
                order.refunds().stream().map(made -> made.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add),
                order.total().currency());
    }
}
