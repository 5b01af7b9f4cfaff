package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.identity.ProofClaims;
import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.core.understanding.Utterance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        if (isOfAnother(memory, found)) {
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

    /** Whether another order is spoken of than the one that the waiting wishes were said of. */
    private static boolean isOfAnother(Memory memory, Interpretation found) {
        String of = memory.topic().waitingOf();
        String named = found.slot(Slot.ORDER_NUMBER).orElse(memory.orderNumber());
        return of != null && named != null && !isSame(of, named);
    }

    /** Whether something is wished of another order than what waits. */
    static boolean isWishOfAnother(Turn turn, List<Intent> wanted) {
        return isOfAnother(turn.memory(), turn.interpretation())
                && wanted.stream().anyMatch(Intent::isAboutAnOrder);
    }

    /** Of a number such as {@code B&S-00701/A}, a part names the order, too. */
    static boolean isSame(String of, @Nullable String named) {
        return of.equals(named)
                || named != null && List.of(of.split("[^\\p{L}\\p{N}]+")).contains(named);
    }

    /**
     * What waits before the wishes of a turn are handled: a new wish about an order takes the place of those before, and what was said of one order
     * is never wanted of another, unless its number is corrected while it is asked for.
     */
    static List<String> before(Turn turn, List<Intent> wanted) {
        Memory memory = turn.memory();
        OpenQuestion question = memory.question();
        boolean corrects = question != null && question.isForAnOrder() && isAnswer(memory, wanted);
        if (isWishOfAnother(turn, wanted) && !corrects) {
            return new ArrayList<>();
        }
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
