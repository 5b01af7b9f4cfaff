package io.polyclerk.spi;

import java.time.Instant;

/** Something that happened in a store. */
public sealed interface StoreEvent {

    /** The same for a repeated delivery of one event, different for any other event of the connection. */
    String eventId();

    /** An order was made, changed or deleted: what is known of it is stale. */
    record OrderChanged(String eventId, String orderId, Instant at) implements StoreEvent {}

    /** A product, its price or its stock changed. */
    record ProductChanged(String eventId, String productId, Instant at) implements StoreEvent {}
}
