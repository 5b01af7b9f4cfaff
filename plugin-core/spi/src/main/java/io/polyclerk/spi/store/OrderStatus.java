package io.polyclerk.spi.store;

/** Where an order stands. An adapter that is in doubt says {@link #UNKNOWN}: what the others mean is told to shoppers. */
public enum OrderStatus {
    /** Placed and not paid. */
    AWAITING_PAYMENT,
    /** Accepted; nothing has left the shop. */
    PROCESSING,
    /** Stopped until somebody in the shop, or the customer, does something; nothing has left. */
    ON_HOLD,
    /** Something has left, something has not. */
    PARTLY_SHIPPED,
    /** All of it has left. */
    SHIPPED,
    /** All of it has arrived, as carrier or shop tell. */
    DELIVERED,
    /** The shop regards it as done, and may not know whether it has arrived. */
    COMPLETED,
    /** Called off. What became of the money is told by {@link PaymentStatus}. */
    CANCELLED,
    /** All the money went back. */
    REFUNDED,
    /** The payment failed or ran out of time. */
    FAILED,
    /** The store has a status that none of these means: the bot says no more than it knows, and changes nothing. */
    UNKNOWN
}
