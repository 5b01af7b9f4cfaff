package io.polyclerk.spi.message;

/** How far a message got, in the order in which it gets there; a later one is never replaced by an earlier one. */
public enum DeliveryStatus {
    /** The platform has taken it and passes it on. */
    SENT,
    /** It is on the device of the shopper. */
    DELIVERED,
    /** The shopper has had it on the screen. */
    READ,
    /** It will not arrive. */
    FAILED
}
