package io.polyclerk.server.install;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose data is meant, as a store knows them. Never printed.
 *
 * @param merchant whose conversations are looked at
 * @param store connection of the store that knows the customer
 * @param orders the store's own ids of their orders
 */
public record Person(
        String merchant,
        String store,
        @Nullable String customerId,
        @Nullable String email,
        @Nullable String phone,
        List<String> orders) {

    public Person {
        orders = List.copyOf(orders);
    }

    @Override
    public String toString() {
        return "Person";
    }
}
