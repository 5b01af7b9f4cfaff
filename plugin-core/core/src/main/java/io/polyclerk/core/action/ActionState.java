package io.polyclerk.core.action;

import java.util.Locale;

/** Where a change to an order stands. */
public enum ActionState {
    /** The shopper was shown what would be done, and asked. */
    PROPOSED,
    /** The shopper said no. */
    DECLINED,
    /** The shopper said yes; the merchant's people have to agree. */
    AWAITING_APPROVAL,
    /** The merchant's people said no. */
    REJECTED,
    /** Everybody who has to has agreed; the store is not asked yet. */
    CONFIRMED,
    /** A write was recorded and its outcome is not: after a crash it may have happened. */
    ATTEMPTED,
    /** The store was asked and has not said what became of it: it is read back, not repeated. */
    UNCERTAIN,
    /** It was read back: the store shows it done. */
    DONE,
    /** The store said no, or could not be reached: nothing was changed. */
    REFUSED,
    /** Nobody could find out; a human looks. */
    UNRESOLVED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the bot still has to do something about it. */
    public boolean isUnderway() {
        return this == CONFIRMED || this == ATTEMPTED || this == UNCERTAIN;
    }

    /** Whether no other change to the same order may begin. */
    public boolean blocksOrder() {
        return isUnderway() || this == AWAITING_APPROVAL || this == UNRESOLVED;
    }

    /** Whether the shopper has to be told once it is reached. */
    public boolean isToBeTold() {
        return this == UNCERTAIN || this == DONE || this == REFUSED || this == REJECTED || this == UNRESOLVED;
    }
}
