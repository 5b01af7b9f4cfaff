package io.polyclerk.spi.store;

/** Where the money of an order is, as the store shows it. */
public enum PaymentStatus {
    /** Nothing was paid, or not all of it. */
    UNPAID,
    /** The money is reserved and not yet taken. */
    AUTHORIZED,
    /** All was paid and nothing went back. */
    PAID,
    /** Some of what was paid went back. */
    PARTLY_REFUNDED,
    /** All that was paid went back. */
    REFUNDED,
    /** What was to be paid, or was reserved, will never be taken. */
    VOIDED,
    /** The store does not say, or in words that none of these means. */
    UNKNOWN
}
