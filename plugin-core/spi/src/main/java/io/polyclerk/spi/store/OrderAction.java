package io.polyclerk.spi.store;

import io.polyclerk.spi.Incubating;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change to an order. Which kinds a store performs is declared in its capabilities. */
@Incubating
public sealed interface OrderAction {

    /** The store's own id of the order. */
    String orderId();

    /** Stops an order. Whether money goes back by itself is the store's habit; read back what became of it. */
    record Cancel(String orderId, String reason) implements OrderAction {}

    /**
     * Gives money back to the original means of payment.
     *
     * @param lines what it is for; empty for an amount without lines
     * @param amount exactly this much
     */
    record RefundMoney(String orderId, List<LineQuantity> lines, Money amount, String reason) implements OrderAction {
        public RefundMoney {
            lines = List.copyOf(lines);
        }
    }

    /** Records that the shopper wants to send something back. */
    record RequestReturn(
            String orderId,
            List<LineQuantity> lines,
            String reason,
            @Nullable String note) implements OrderAction {
        public RequestReturn {
            lines = List.copyOf(lines);
        }
    }

    /** Replaces the delivery address. */
    record ChangeAddress(String orderId, Address address) implements OrderAction {}

    /** Writes a note on the order. */
    record AddNote(String orderId, String text, boolean visibleToCustomer) implements OrderAction {}

    /** Some units of one line. */
    record LineQuantity(String lineId, int quantity) {}
}
