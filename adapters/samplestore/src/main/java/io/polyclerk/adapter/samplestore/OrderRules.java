package io.polyclerk.adapter.samplestore;

import io.polyclerk.adapter.samplestore.ChangeLog.Change;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Refund;
import io.polyclerk.spi.store.ReturnRequest;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One change on its way into an order: what the shop allows, and what the order looks like afterwards. */
final class OrderRules {

    private static final Set<OrderStatus> NOT_YET_SHIPPED =
            EnumSet.of(OrderStatus.AWAITING_PAYMENT, OrderStatus.PROCESSING, OrderStatus.ON_HOLD);
    private static final Set<OrderStatus> ARRIVED = EnumSet.of(OrderStatus.DELIVERED, OrderStatus.COMPLETED);
    private static final Set<PaymentStatus> HOLDS_MONEY = EnumSet.of(PaymentStatus.PAID, PaymentStatus.PARTLY_REFUNDED);

    private final Order order;
    private final Change change;
    private OrderStatus status;
    private PaymentStatus payment;
    private @Nullable Address shippingAddress;
    private List<Shipment> shipments;
    private final List<Refund> refunds;
    private final List<ReturnRequest> returns;

    private OrderRules(Order order, Change change) {
        this.order = order;
        this.change = change;
        status = order.status();
        payment = order.payment();
        shippingAddress = order.shippingAddress();
        shipments = order.shipments();
        refunds = new ArrayList<>(order.refunds());
        returns = new ArrayList<>(order.returns());
    }

    /** @throws AdapterException.Refused when the shop does not allow it */
    static Order apply(Order order, Change change) {
        OrderRules rules = new OrderRules(order, change);
        switch (change.action()) {
            case OrderAction.Cancel cancel -> rules.cancel(cancel);
            case OrderAction.RefundMoney refund -> rules.refund(refund);
            case OrderAction.RequestReturn request -> rules.requestReturn(request);
            case OrderAction.ChangeAddress newAddress -> rules.changeAddress(newAddress.address());
            case OrderAction.AddNote note -> refuseIf(note.text().isBlank(), "a note needs words");
        }
        return rules.changed();
    }

    /** The shop's habit: what was paid goes back with the cancellation. */
    private void cancel(OrderAction.Cancel cancel) {
        refuseIf(hasLeft(), "only an order that has not been shipped can be cancelled");
        status = OrderStatus.CANCELLED;
        shipments = List.of();
        BigDecimal rest = refundable();
        if (rest.signum() > 0) {
            giveBack(new Money(rest, order.total().currency()), cancel.reason());
            payment = PaymentStatus.REFUNDED;
        } else if (payment != PaymentStatus.REFUNDED) {
            payment = PaymentStatus.VOIDED;
        }
    }

    private void refund(OrderAction.RefundMoney refund) {
        Money amount = refund.amount();
        refuseIf(!amount.currency().equals(order.total().currency()), "the order has another currency");
        refuseIf(amount.amount().signum() <= 0, "a refund is more than nothing");
        int left = refundable().compareTo(amount.amount());
        refuseIf(left < 0, "no more than what is left of the payment can be refunded");
        refund.lines().forEach(this::requireLine);
        giveBack(amount, refund.reason());
        payment = left == 0 ? PaymentStatus.REFUNDED : PaymentStatus.PARTLY_REFUNDED;
        status = left == 0 ? OrderStatus.REFUNDED : status;
    }

    private void giveBack(Money amount, String reason) {
        String id = "refund-" + order.number() + "-" + (refunds.size() + 1);
        refunds.add(new Refund(id, amount, reason, change.at(), change.key()));
    }

    private void requestReturn(OrderAction.RequestReturn request) {
        refuseIf(!ARRIVED.contains(status), "only an order that was delivered can be returned");
        refuseIf(request.lines().isEmpty(), "a return names what comes back");
        request.lines().forEach(this::requireLine);
        List<String> lines = request.lines().stream().map(LineQuantity::lineId).toList();
        refuseIf(
                returns.stream().anyMatch(known -> known.lineIds().stream().anyMatch(lines::contains)),
                "there is a return for this already");
        String id = "return-" + order.number() + "-" + (returns.size() + 1);
        returns.add(new ReturnRequest(id, lines, "requested", request.reason(), change.at()));
    }

    private void changeAddress(Address address) {
        refuseIf(hasLeft(), "the address can only be changed before the order is shipped");
        refuseIf(address.line1() == null || address.line1().isBlank(), "an address needs a street or a place");
        shippingAddress = address;
    }

    private boolean hasLeft() {
        return !NOT_YET_SHIPPED.contains(status)
                || shipments.stream().anyMatch(parcel -> parcel.status() != ShipmentStatus.PREPARING);
    }

    private BigDecimal refundable() {
        if (!HOLDS_MONEY.contains(payment)) {
            return BigDecimal.ZERO;
        }
        return refunds.stream()
                .map(refund -> refund.amount().amount())
                .reduce(order.total().amount(), BigDecimal::subtract);
    }

    private void requireLine(LineQuantity wanted) {
        refuseIf(
                order.lines().stream()
                        .filter(line -> line.id().equals(wanted.lineId()))
                        .noneMatch(line -> wanted.quantity() > 0 && wanted.quantity() <= line.quantity()),
                "the order does not hold that many of this");
    }

    private static void refuseIf(boolean broken, String rule) {
        if (broken) {
            throw new AdapterException.Refused(rule);
        }
    }

    /** A note changes nothing that another action depends on, so it leaves the revision alone. */
    private Order changed() {
        boolean matters = !(change.action() instanceof OrderAction.AddNote);
        return new Order(
                order.id(),
                order.number(),
                matters ? String.valueOf(Integer.parseInt(order.revision()) + 1) : order.revision(),
                status,
                payment,
                order.placedAt(),
                change.at(),
                order.total(),
                order.lines(),
                order.customer(),
                order.billingAddress(),
                shippingAddress,
                shipments,
                refunds,
                returns,
                order.paymentMethod(),
                order.statusPage());
    }
}
