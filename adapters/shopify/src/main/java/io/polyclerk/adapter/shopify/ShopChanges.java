package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.OrderAction;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be done to the orders of a shop, behind one of the two interfaces that Shopify has. Each is one write. */
interface ShopChanges {

    Set<Class<? extends OrderAction>> actions();

    void cancel(String orderId, String staffNote);

    /** @param note ends with the mark by which the refund is found again */
    void refund(OrderAction.RefundMoney refund, String key, String note);

    void changeAddress(String orderId, Address address, @Nullable Address before);

    void requestReturn(OrderAction.RequestReturn request, String note);

    Optional<String> note(String orderId);

    void writeNote(String orderId, String note);

    /** What a change of address consists of, in the names that both interfaces share. */
    static ObjectNode person(@Nullable String name, ObjectNode address, String firstName, String lastName) {
        if (name != null && !name.isBlank()) {
            int space = name.strip().lastIndexOf(' ');
            address.put(firstName, space < 0 ? "" : name.strip().substring(0, space));
            address.put(lastName, space < 0 ? name.strip() : name.strip().substring(space + 1));
        }
        return address;
    }
}
