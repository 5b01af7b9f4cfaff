package io.polyclerk.core.identity;

/** How well a shopper is known, from not at all to best. */
public enum Level {
    /** Anybody. */
    NONE,
    /** The channel tells its senders apart. */
    CHANNEL,
    /** Named an order and a detail that the store holds for it. */
    ORDER_PROOF,
    /** The platform vouches for the customer, or for the phone number of the order. */
    VERIFIED_CUSTOMER,
    /** Typed a code that was sent to the e-mail address which the store holds for the order. */
    ONE_TIME_CODE;

    public boolean isAtLeast(Level other) {
        return compareTo(other) >= 0;
    }
}
