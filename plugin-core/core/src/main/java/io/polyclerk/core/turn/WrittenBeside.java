package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.skill.Knowledge;
import io.polyclerk.core.skill.SkillResult;
import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Slot;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the shop has written about something that a skill would only ask an order number for. It is said before that question, so whoever
 * asked in general has an answer and whoever means an order goes on. Thread-safe.
 */
final class WrittenBeside {

    /** "Where is my parcel?" is never meant in general, nor is what changes an order. */
    private static final Set<Intent> OF_AN_ORDER =
            EnumSet.of(Intent.TRACK_ORDER, Intent.CANCEL_ORDER, Intent.CHANGE_ADDRESS);

    private final Knowledge knowledge;

    WrittenBeside(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** Empty when the skill has an answer, a conversation about an order is going on, or nothing surely answers. */
    List<Phrase> beside(SkillResult result, Intent intent, Turn turn) {
        boolean onlyAsks =
                result.reply() instanceof Reply.Ask ask && ask.question().wanted() == Wanted.ORDER_NUMBER;
        return onlyAsks && !OF_AN_ORDER.contains(intent) && isNew(turn) ? knowledge.answer(turn) : List.of();
    }

    private static boolean isNew(Turn turn) {
        return turn.memory().question() == null
                && turn.memory().orderNumber() == null
                && !turn.perceived().hasPhoto()
                && turn.interpretation().slot(Slot.ORDER_NUMBER).isEmpty()
                && turn.interpretation().slot(Slot.EMAIL).isEmpty();
    }
}
