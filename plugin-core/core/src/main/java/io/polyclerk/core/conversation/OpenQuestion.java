package io.polyclerk.core.conversation;

/**
 * What the bot asked last and has no answer to.
 *
 * @param intent wire name of the intent that goes on once the answer is there
 * @param wanted what is missing
 * @param asked how often it was asked in a row, from 1
 */
public record OpenQuestion(String intent, Wanted wanted, int asked) {

    /** What the bot waits for. */
    public enum Wanted {
        ORDER_NUMBER,
        PROOF,
        PRODUCT,
        INTENT,
        /** Which line of an order. */
        LINE,
        /** How many of it. */
        QUANTITY,
        /** Why. */
        REASON,
        /** What is to be done about something damaged. */
        WISH,
        /** A delivery address. */
        ADDRESS,
        /** A code that was sent by e-mail. */
        CODE,
        /** Yes or no to what was proposed. */
        CONFIRMATION
    }
}
