package io.polyclerk.spi.store;

/** Where a parcel is. */
public enum ShipmentStatus {
    PREPARING,
    IN_TRANSIT,
    OUT_FOR_DELIVERY,
    DELIVERY_ATTEMPTED,
    READY_FOR_PICKUP,
    DELIVERED,
    DELAYED,
    RETURNED,
    LOST,
    UNKNOWN
}
