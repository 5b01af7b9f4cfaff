package io.polyclerk.support;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.ShipmentStatus;
import java.util.EnumSet;
import java.util.Set;

/** What has to hold before an order is changed, in every shop. */
public final class ActionRules {

    private static final Set<OrderStatus> NOT_YET_SHIPPED =
            EnumSet.of(OrderStatus.AWAITING_PAYMENT, OrderStatus.PROCESSING, OrderStatus.ON_HOLD);

    private ActionRules() {}

    /** Whether the order, or a parcel of it, is no longer in the shop. */
    public static boolean hasLeft(Order order) {
        return !NOT_YET_SHIPPED.contains(order.status())
                || order.shipments().stream().anyMatch(parcel -> parcel.status() != ShipmentStatus.PREPARING);
    }

    /** @throws AdapterException.Refused when the order is not the one that the shopper was shown */
    public static void requireUnchanged(Order order, String expectedRevision) {
        refuseIf(!order.revision().equals(expectedRevision), "the order has changed since it was shown");
    }

    /**
     * Refuses where a rule is broken.
     *
     * @param rule in words for the people of the shop
     * @throws AdapterException.Refused with those words
     */
    public static void refuseIf(boolean broken, String rule) {
        if (broken) {
            throw new AdapterException.Refused(rule);
        }
    }
}
