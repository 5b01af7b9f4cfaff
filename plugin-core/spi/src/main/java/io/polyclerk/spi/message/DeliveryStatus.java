package io.polyclerk.spi.message;

/** How far a message got, in the order in which it gets there; a later one is never replaced by an earlier one. */
public enum DeliveryStatus {
    SENT,
    DELIVERED,
    READ,
    FAILED
}
