package io.polyclerk.core.rollout;

/** How far the bot goes on its own with one kind of wish, the most careful first. */
public enum Mode {
    /** The bot answers nothing of this kind itself: a human is fetched. */
    OFF,
    /** The bot writes an answer, a human sends it. */
    SUGGEST,
    /** The bot answers by itself. */
    AUTOMATIC
}
