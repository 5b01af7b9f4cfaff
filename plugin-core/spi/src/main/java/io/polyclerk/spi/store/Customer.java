package io.polyclerk.spi.store;

import org.jspecify.annotations.Nullable;

/** Who an order belongs to, as the store holds it: what a shopper's proof is compared with. @param id null for guests */
public record Customer(
        @Nullable String id,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone) {

    /** Personal data: never printed. */
    @Override
    public String toString() {
        return "Customer[…]";
    }
}
