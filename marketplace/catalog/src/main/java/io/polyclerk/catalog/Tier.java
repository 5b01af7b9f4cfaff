package io.polyclerk.catalog;

/** How far an adapter has come, in the order in which it gets there. */
public enum Tier {
    /** Its manifest is not valid or the kit finds something. */
    NONE,
    BRONZE,
    SILVER,
    GOLD
}
