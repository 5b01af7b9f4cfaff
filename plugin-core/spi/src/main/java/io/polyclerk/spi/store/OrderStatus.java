package io.polyclerk.spi.store;

/** Where an order stands. */
public enum OrderStatus {
    AWAITING_PAYMENT,
    PROCESSING,
    ON_HOLD,
    PARTLY_SHIPPED,
    SHIPPED,
    DELIVERED,
    COMPLETED,
    CANCELLED,
    REFUNDED,
    FAILED,
    UNKNOWN
}
