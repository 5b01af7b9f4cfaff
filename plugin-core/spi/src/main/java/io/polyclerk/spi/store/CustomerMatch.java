package io.polyclerk.spi.store;

/** How to find a customer who was verified before. */
public sealed interface CustomerMatch {

    /** Compared without regard to case. */
    record ByEmail(String email) implements CustomerMatch {}

    /** @param phone E.164; compared as a number, not as text */
    record ByPhone(String phone) implements CustomerMatch {}

    /** The store's own id of the customer. */
    record ById(String customerId) implements CustomerMatch {}
}
