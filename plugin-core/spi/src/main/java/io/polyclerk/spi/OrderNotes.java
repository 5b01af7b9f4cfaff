package io.polyclerk.spi;

import io.polyclerk.spi.store.OrderNote;
import java.util.List;

/**
 * Optional extra of a {@link StoreAdapter}: what the people in the shop wrote to the customer on an order. Asked for only once an order is
 * shown to be the shopper's. A platform whose notes are for its own people does not implement this.
 */
@Incubating
public interface OrderNotes {

    /**
     * The newest words on an order that the shop means for its customer, newest first; none for an order that is unknown. Never among them: what
     * the shop keeps to itself, what the customer wrote, and what the bot wrote itself.
     *
     * @param orderId the store's own id of the order
     */
    List<OrderNote> notesOf(String orderId, int limit);

    /** Whether notes can be asked for at all; false for a store behind a wrapper that knows none. */
    default boolean tellsNotes() {
        return true;
    }
}
