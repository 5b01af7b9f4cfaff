package io.polyclerk.core.delivery;

/** Where an outbound message stands. */
public enum DeliveryState {
    /** Stored, not tried yet, or waiting for its next try. */
    READY,
    /** A try was recorded and its outcome is not: after a crash this means uncertain. */
    SENDING,
    SENT,
    DELIVERED,
    READ,
    /** The channel's law does not allow it now: it goes out when the shopper writes again. */
    HELD,
    /** It was the bot's, and was taken back before it went out because a human answers now or it had grown old. */
    WITHDRAWN,
    /** The platform said no, for good. */
    FAILED,
    /** Given up after too many tries: a dead letter that a human can look at and send again. */
    DEAD
}
