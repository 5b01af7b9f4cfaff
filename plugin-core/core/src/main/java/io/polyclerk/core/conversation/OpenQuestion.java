package io.polyclerk.core.conversation;

/**
 * What the bot asked last and has no answer to.
 *
 * @param intent wire name of the intent that goes on once the answer is there
 * @param wanted what is missing
 * @param asked how often it was asked in a row, from 1
 */
public record OpenQuestion(String intent, Wanted wanted, int asked) {

    /** Whether it asks which order is meant, or for what proves that it is theirs. */
    public boolean isForAnOrder() {
        return switch (wanted) {
            case ORDER_NUMBER, PROOF, CODE -> true;
            case PRODUCT, INTENT, LINE, QUANTITY, REASON, WISH, ADDRESS, CONFIRMATION -> false;
        };
    }

    /** What the bot waits for. */
    public enum Wanted {
        /** The number of the order that is meant. */
        ORDER_NUMBER,
        /** Something that only the customer of that order knows. */
        PROOF,
        /** Which thing of the shop is meant. */
        PRODUCT,
        /** Which of the wishes that were offered is meant. */
        INTENT,
        /** Which line of the order it is about. */
        LINE,
        /** How many units of that line. */
        QUANTITY,
        /** Why it is sent back or called off. */
        REASON,
        /** What is to be done about something damaged. */
        WISH,
        /** The address that the order is to go to. */
        ADDRESS,
        /** A code that was sent by e-mail. */
        CODE,
        /** Yes or no to what was proposed. */
        CONFIRMATION
    }
}
