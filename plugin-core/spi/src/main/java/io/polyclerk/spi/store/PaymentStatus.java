package io.polyclerk.spi.store;

/** Whether an order is paid. */
public enum PaymentStatus {
    UNPAID,
    AUTHORIZED,
    PAID,
    PARTLY_REFUNDED,
    REFUNDED,
    VOIDED,
    UNKNOWN
}
