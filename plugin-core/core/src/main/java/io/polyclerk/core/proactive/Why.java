package io.polyclerk.core.proactive;

import java.util.Locale;

/** Why something was not said, or not yet. */
public enum Why {
    /** The merchant has switched it off. */
    SWITCHED_OFF,
    /** The shopper has not allowed it, or no longer does. */
    NO_CONSENT,
    /** It was paid. */
    PAID,
    /** It was cancelled. */
    CANCELLED,
    /** The shopper has written since the last reminder. */
    REPLIED,
    /** What was to be said is no longer so. */
    NO_LONGER_TRUE,
    /** A complaint, an open ticket, a return or a refund: no moment to ask how it was. */
    TROUBLE,
    /** A human holds the conversation, or the shopper waits for one. */
    HUMAN,
    /** The shopper is writing at this moment. */
    TALKING,
    /** The channel takes no free words now and has no approved ones for this, in this language. */
    WINDOW_CLOSED,
    /** The shopper has heard as often as the merchant allows. */
    OFTEN_ENOUGH,
    /** It is night. */
    QUIET_HOURS,
    /** Its moment has passed. */
    TOO_LATE,
    /** Several people write in this chat. */
    GROUP,
    /** The connection of the chat is not there or paused. */
    NO_CHANNEL,
    /** The store does not answer. */
    STORE_AWAY,
    /** The store no longer has the order. */
    ORDER_GONE,
    /** The shopper was erased. */
    ERASED,
    /** The last reminder is not long ago. */
    TOO_SOON;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
