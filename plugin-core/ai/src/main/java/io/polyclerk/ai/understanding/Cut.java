package io.polyclerk.ai.understanding;

/**
 * A place at which a message may be cut into two wishes.
 *
 * @param isJoined whether what comes after begins with a word such as "and" @param goesFurther whether it begins with words such as "by
 *     the way" @param isOfOther whether it speaks of something else, such as "the other one"
 */
record Cut(Part before, Part after, Mark mark, boolean isJoined, boolean goesFurther, boolean isOfOther) {

    /** What a place costs at which nothing marks an end. */
    private static final double UNMARKED = -1;

    /** What stands at the place. */
    enum Mark {
        NOTHING,
        /** A comma, a joining word, an ending of a verb. */
        PAUSE,
        END_OF_SENTENCE
    }

    /** Whether anything but the two wishes themselves says that one ends here. */
    boolean isMarked() {
        return mark != Mark.NOTHING || isJoined || goesFurther;
    }

    /** How much speaks for one wish before and the other one after. */
    double evidence(int wishBefore, int wishAfter) {
        return before.logShare(wishBefore) + after.logShare(wishAfter) + (isMarked() ? 0 : UNMARKED);
    }

    /** How much speaks for one wish on both sides. */
    double evidenceOfOne(int wish) {
        return before.logShare(wish) + after.logShare(wish);
    }
}
