package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.identity.ProofClaims;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Slot;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What of a message is given as proof of an order. */
final class ClaimedProof {

    private static final double CERTAIN = 0.9;

    /** No shop holds these as proof of who somebody is. */
    private static final Set<Slot> OTHER_DETAILS =
            EnumSet.of(Slot.AMOUNT, Slot.DATE, Slot.QUANTITY, Slot.SIZE, Slot.SKU, Slot.TRACKING_NUMBER);

    private ClaimedProof() {}

    /** The words that may prove it; empty when there are none. What tells of another wish is asked for proof, and no try is lost by its numbers. */
    static Optional<String> in(Turn turn, String number) {
        boolean asked = isAsked(turn);
        String text = asked ? turn.utterance().text() : withoutOtherDetails(turn, number);
        return Optional.of(text).filter(words -> ProofClaims.isIn(words, number, asked));
    }

    private static boolean isAsked(Turn turn) {
        OpenQuestion question = turn.memory().question();
        return question != null
                && (question.wanted() == Wanted.PROOF || question.wanted() == Wanted.CODE)
                && turn.interpretation().intents().stream()
                        .noneMatch(scored -> scored.confidence() >= CERTAIN
                                && !scored.intent().isSmallTalk()
                                && scored.intent() != Intent.CHANGE_ADDRESS
                                && !scored.intent().wireName().equals(question.intent()));
    }

    private static String withoutOtherDetails(Turn turn, String number) {
        StringBuilder left = new StringBuilder(turn.utterance().text());
        for (FoundSlot slot : turn.interpretation().slots()) {
            if ((OTHER_DETAILS.contains(slot.slot()) || isAnotherOrder(slot, number)) && slot.end() <= left.length()) {
                left.replace(slot.start(), slot.end(), " ".repeat(slot.end() - slot.start()));
            }
        }
        return left.toString();
    }

    /** "1003, not 1001" names two orders; a postcode is rarely as long as their numbers. */
    private static boolean isAnotherOrder(FoundSlot slot, String number) {
        return slot.slot() == Slot.ORDER_NUMBER && slot.value().length() == number.length();
    }
}
