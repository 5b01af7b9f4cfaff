package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.identity.ProofClaims;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.ScoredIntent;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.core.understanding.Utterance;
import java.util.regex.Pattern;

/** Tells an answer to what the bot has asked from the beginning of another matter. */
final class OpenAnswer {

    private static final double CERTAIN = 0.9;
    private static final Pattern QUESTION_MARK = Pattern.compile("[?？؟]");

    private OpenAnswer() {}

    /**
     * Whether an utterance answers the open question rather than open another topic.
     *
     * @param naming whether it names an order and says nothing else
     */
    static boolean isGiven(
            Interpretation found, Utterance utterance, OpenQuestion question, Memory memory, boolean naming) {
        boolean anotherWish = !found.outOfScope()
                && !found.intents().isEmpty()
                && found.intents().get(0).confidence() >= Understanding.CONFIDENT
                && !found.intents().get(0).intent().isSmallTalk()
                && !found.intents().get(0).intent().wireName().equals(question.intent());
        return switch (question.wanted()) {
            case ORDER_NUMBER ->
                found.slot(Slot.ORDER_NUMBER).isPresent() && (naming || !isNewWish(found, utterance.text(), question))
                        || !anotherWish && hasDigit(utterance.text());
            case PROOF ->
                isUnclear(found)
                        || !isOfAnotherOrder(found, question, memory)
                                && ProofClaims.isIn(
                                        utterance.text(),
                                        memory.orderNumber() == null ? "" : memory.orderNumber(),
                                        !anotherWish);
            case REASON -> !anotherWish || isReason(found.intents().get(0).intent());
            case LINE, QUANTITY -> !anotherWish && !isSmallTalk(found);
            case PRODUCT, ADDRESS, CONFIRMATION -> !anotherWish && !isSmallTalk(found);
            case WISH -> statesWish(found);
            case CODE ->
                !anotherWish || hasDigit(utterance.text()) || utterance.text().indexOf('@') >= 0;
            case INTENT -> false;
        };
    }

    /** "Where is 1002?" is no answer to which order shall be cancelled; "I think it was 1002" sounds alike and is one, but asks nothing. */
    private static boolean isNewWish(Interpretation found, String text, OpenQuestion question) {
        boolean ofDamage = question.intent().equals(Intent.DAMAGED_OR_WRONG_ITEM.wireName());
        return !found.outOfScope()
                && found.intents().stream()
                        .limit(1)
                        .filter(scored -> scored.confidence() >= CERTAIN)
                        .map(ScoredIntent::intent)
                        .anyMatch(intent -> intent.isAboutAnOrder()
                                && intent != Intent.CHANGE_ADDRESS
                                && (intent != Intent.TRACK_ORDER
                                        || QUESTION_MARK.matcher(text).find())
                                && !intent.wireName().equals(question.intent())
                                && !(ofDamage && isPartOfDamage(intent)));
    }

    /** What shall be done about something damaged; where it is, is known. */
    private static boolean isPartOfDamage(Intent intent) {
        return intent == Intent.RETURN_ITEM || intent == Intent.REFUND_STATUS || intent == Intent.TRACK_ORDER;
    }

    /** "Where is 1002, omar@mail.example" proves nothing of order 1001 whose address was to be changed. */
    private static boolean isOfAnotherOrder(Interpretation found, OpenQuestion question, Memory memory) {
        boolean other = found.slot(Slot.ORDER_NUMBER)
                .filter(number -> !number.equals(memory.orderNumber()))
                .isPresent();
        return other
                && found.intents().stream()
                        .limit(1)
                        .anyMatch(scored -> scored.confidence() >= Understanding.LIKELY
                                && scored.intent() != Intent.CHANGE_ADDRESS
                                && !scored.intent().isSmallTalk()
                                && !scored.intent().wireName().equals(question.intent()));
    }

    /** "Thanks!" picks nothing. */
    private static boolean isSmallTalk(Interpretation found) {
        return found.intents().stream()
                .limit(1)
                .anyMatch(scored -> scored.intent().isSmallTalk() && scored.confidence() >= CERTAIN);
    }

    /** Whether nothing is meant with confidence, though it is a matter of the shop. */
    static boolean isUnclear(Interpretation found) {
        return !found.outOfScope()
                && found.intents().stream().noneMatch(scored -> scored.confidence() >= Understanding.CONFIDENT);
    }

    /** "It came broken" and "M instead of L" say why something goes back when that was asked. */
    private static boolean isReason(Intent intent) {
        return intent == Intent.DAMAGED_OR_WRONG_ITEM
                || intent == Intent.SIZE_OR_PRODUCT_ADVICE
                || intent == Intent.COMPLAINT
                || intent == Intent.FEEDBACK;
    }

    /** "A new one, please" is understood by no intent; money back and sending back are. What is no matter of the shop states nothing. */
    private static boolean statesWish(Interpretation found) {
        return !found.outOfScope()
                && found.intents().stream()
                        .filter(scored -> scored.confidence() >= Understanding.CONFIDENT)
                        .allMatch(scored -> scored.intent() == Intent.RETURN_ITEM
                                || scored.intent() == Intent.REFUND_STATUS
                                || scored.intent() == Intent.DAMAGED_OR_WRONG_ITEM);
    }

    private static boolean hasDigit(String text) {
        return text.codePoints().anyMatch(Character::isDigit);
    }
}
