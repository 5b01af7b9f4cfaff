package io.polyclerk.core.action;

import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.OrderStatus;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the effect of an action in an order as the store shows it. */
final class Effect {

    private Effect() {}

    /** @param key idempotency key that the write carried */
    static boolean isVisible(OrderAction action, String key, Order order) {
        return switch (action) {
            case OrderAction.Cancel cancel -> order.status() == OrderStatus.CANCELLED;
            case OrderAction.RefundMoney refund ->
                order.refunds().stream().anyMatch(made -> key.equals(made.idempotencyKey()));
            case OrderAction.RequestReturn request ->
                order.returns().stream().anyMatch(known -> known.lineIds().containsAll(ids(request.lines())));
            case OrderAction.ChangeAddress change -> isSame(change.address(), order.shippingAddress());
            case OrderAction.AddNote note -> false;
        };
    }

    private static List<String> ids(List<LineQuantity> lines) {
        return lines.stream().map(LineQuantity::lineId).toList();
    }

    private static boolean isSame(Address wanted, @Nullable Address held) {
        return held != null
                && isSame(wanted.line1(), held.line1())
                && isSame(wanted.line2(), held.line2())
                && isSame(wanted.postcode(), held.postcode())
                && isSame(wanted.city(), held.city());
    }

    private static boolean isSame(@Nullable String wanted, @Nullable String held) {
        return bare(wanted).equals(bare(held));
    }

    private static String bare(@Nullable String text) {
        return text == null ? "" : text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
