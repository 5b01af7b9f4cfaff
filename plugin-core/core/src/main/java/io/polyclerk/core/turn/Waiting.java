package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.identity.ProofClaims;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.core.understanding.Utterance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what was wished until its order is known and proven. Other talk makes the bot forget its question and not the wish, so that an order
 * number or an e-mail address that comes later goes on with it. Thread-safe.
 */
final class Waiting {

    private static final int LONGEST = 80;

    private final OrderNaming orderNaming;

    Waiting(OrderNaming orderNaming) {
        this.orderNaming = orderNaming;
    }

    /** The memory with its question asked anew, where what is said answers nothing else than what a wish has waited for. */
    Memory reopened(Interpretation found, Utterance utterance, Memory memory) {
        List<String> waiting = memory.topic().waiting();
        String text = utterance.text();
        if (memory.question() != null
                || waiting.isEmpty()
                || text.length() > LONGEST
                || !orderNaming.isAll(found, text) && !isUnclearAnswer(found, text, memory)) {
            return memory;
        }
        boolean names = memory.orderNumber() == null
                || found.slot(Slot.ORDER_NUMBER)
                        .filter(number -> !text.strip().equals(number))
                        .isPresent();
        return memory.asking(new OpenQuestion(waiting.get(0), names ? Wanted.ORDER_NUMBER : Wanted.PROOF, 1));
    }

    private static boolean isUnclearAnswer(Interpretation found, String text, Memory memory) {
        boolean says = found.outOfScope() || OpenAnswer.isUnclear(found);
        String order = memory.orderNumber();
        return says
                && (found.slot(Slot.ORDER_NUMBER).isPresent()
                        || found.slot(Slot.EMAIL).isPresent()
                        || order != null && ProofClaims.isIn(text, order, true));
    }

    /** What waits before the wishes of a turn are handled: a new wish about an order takes the place of those before. */
    static List<String> before(Memory memory, List<Intent> wanted) {
        List<String> kept = new ArrayList<>(memory.topic().waiting());
        List<String> named = wanted.stream()
                .filter(Intent::isAboutAnOrder)
                .map(Intent::wireName)
                .toList();
        if (!isAnswer(memory, wanted) && !kept.containsAll(named)) {
            kept.retainAll(named);
        }
        return kept;
    }

    /** Whether a turn goes on with what the bot has asked about. */
    static boolean isAnswer(Memory memory, List<Intent> wanted) {
        OpenQuestion question = memory.question();
        return question != null
                && wanted.stream().anyMatch(intent -> intent.wireName().equals(question.intent()));
    }

    /** Whether a wish waits for its order after its skill was asked. */
    static boolean isFor(Intent intent, Memory after) {
        return Optional.ofNullable(after.question())
                .filter(question -> question.isForAnOrder() && question.intent().equals(intent.wireName()))
                .isPresent();
    }
}
