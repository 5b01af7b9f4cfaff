package io.polyclerk.spi.store;

/** Where a parcel is, as far as store or carrier tell. */
public enum ShipmentStatus {
    /** Announced or being packed; the carrier does not have it. */
    PREPARING,
    /** The carrier has it. */
    IN_TRANSIT,
    /** It is brought today. */
    OUT_FOR_DELIVERY,
    /** Nobody took it; the carrier tries again or keeps it. */
    DELIVERY_ATTEMPTED,
    /** It waits to be fetched by the customer. */
    READY_FOR_PICKUP,
    /** It was handed over or fetched. */
    DELIVERED,
    /** It is on its way and late, as the carrier says. */
    DELAYED,
    /** It is on its way back to the shop, or there. */
    RETURNED,
    /** The carrier has given it up. */
    LOST,
    /** It has left, as far as anybody knows; nobody tells more. */
    UNKNOWN
}
