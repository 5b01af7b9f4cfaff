package io.polyclerk.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's demand about personal data. Never printed.
 *
 * @param id the same for a repeated delivery of one demand
 * @param shop whose customer it is about
 * @param customerId the store's id of the customer; null for a guest and when the whole shop is meant
 * @param orders the store's own ids of orders that it is about
 */
@Incubating
public record PrivacyRequest(
        String id,
        String shop,
        Kind kind,
        @Nullable String customerId,
        @Nullable String email,
        @Nullable String phone,
        List<String> orders) {

    /** What is demanded. */
    public enum Kind {
        /** All that is held about a customer, for the merchant to hand on. */
        EXPORT_CUSTOMER,
        /** The end of all that is held about a customer. */
        ERASE_CUSTOMER,
        /** The end of all that is held for a shop. */
        ERASE_SHOP
    }

    public PrivacyRequest {
        orders = List.copyOf(orders);
    }

    @Override
    public String toString() {
        return "PrivacyRequest[" + id + ", " + kind + "]";
    }
}
