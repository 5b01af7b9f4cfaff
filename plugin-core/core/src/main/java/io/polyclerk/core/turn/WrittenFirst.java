package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.knowledge.Retriever.Findings;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.skill.Knowledge;
import io.polyclerk.core.skill.ShopQuestions;
import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Slot;
import java.util.List;

/**
 * What the shop has written and surely answers, said instead of what a skill would say that was rather guessed than understood: "how long does it take
 * to put it together" sounds like a question for delivery. Never where an order, money or a person is meant. Thread-safe.
 */
final class WrittenFirst {

    /**
     * From here on an intent is sure of itself. Measured on the plain wishes and the packs' test sets: above it a passage is near to
     * every tenth wish and mostly says less than the skill; below it no wish in plain words has any.
     */
    private static final double SURE = 0.95;

    /** What is written so plainly is better advice than the description of a thing: whether it may go into the dishwasher, whether it runs small. */
    private static final double PLAINLY = 0.9;

    private final Knowledge knowledge;
    private final ShopQuestions goods;

    /** @param goods knows whether a thing of the shop is named */
    WrittenFirst(Knowledge knowledge, ShopQuestions goods) {
        this.knowledge = knowledge;
        this.goods = goods;
    }

    /** Empty when the skill of the one intent that is wanted shall speak. */
    List<Phrase> answer(Turn turn, List<Intent> wanted) {
        boolean advice = wanted.equals(List.of(Intent.SIZE_OR_PRODUCT_ADVICE));
        boolean sure = wanted.stream().anyMatch(intent -> isSure(turn, intent));
        if (wanted.size() != 1 || sure && !advice || !isInGeneral(turn)) {
            return List.of();
        }
        boolean may = switch (wanted.get(0)) {
            case SIZE_OR_PRODUCT_ADVICE, SHIPPING_POLICY, RETURN_POLICY -> true;
            case PRODUCT_AVAILABILITY, PRICE_OR_DISCOUNT -> !goods.isThingNamed(turn);
            case PAYMENT_PROBLEM, INVOICE_REQUEST, FEEDBACK -> turn.memory().orderNumber() == null;
            case TRACK_ORDER,
                    RETURN_ITEM,
                    REFUND_STATUS,
                    CANCEL_ORDER,
                    CHANGE_ADDRESS,
                    DAMAGED_OR_WRONG_ITEM,
                    COMPLAINT,
                    HUMAN_AGENT,
                    GREETING,
                    THANKS,
                    GOODBYE -> false;
        };
        if (!may) {
            return List.of();
        }
        Findings findings = knowledge.find(turn);
        return findings.known() && (!sure || findings.passages().get(0).score() >= PLAINLY)
                ? knowledge.answer(findings)
                : List.of();
    }

    private static boolean isSure(Turn turn, Intent intent) {
        return turn.interpretation().intents().stream()
                .anyMatch(scored -> scored.intent() == intent && scored.confidence() >= SURE);
    }

    /** Nothing that the bot asked is open, no order is named and no thing is being spoken of. */
    private static boolean isInGeneral(Turn turn) {
        Memory memory = turn.memory();
        OpenQuestion question = memory.question();
        return (question == null || question.wanted() == Wanted.PRODUCT || question.wanted() == Wanted.INTENT)
                && memory.product() == null
                && !turn.perceived().hasPhoto()
                && turn.utterance().selection().isEmpty()
                && turn.interpretation().slot(Slot.ORDER_NUMBER).isEmpty()
                && turn.interpretation().slot(Slot.EMAIL).isEmpty();
    }
}
