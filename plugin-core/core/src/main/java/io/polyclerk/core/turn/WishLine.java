package io.polyclerk.core.turn;

import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.skill.OrderStanding;
import io.polyclerk.core.skill.SkillResult;
import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.understanding.Intent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has every wish of a message answered. What needs no more than the order is answered before what is arranged question by question; one question
 * is asked at a time, and what would ask a second waits until the first arrangement has come to its end. Thread-safe.
 */
final class WishLine {

    private static final Comparator<Intent> QUICK_FIRST = Comparator.comparing(WishLine::isArranged);

    private final SkillCalls calls;
    private final WrittenBeside written;
    private final OrderStanding standing;

    /** @param standing whether an order may be changed again */
    WishLine(SkillCalls calls, WrittenBeside written, OrderStanding standing) {
        this.standing = standing;
        this.calls = calls;
        this.written = written;
    }

    /** @return what is asked from now on: what is asked first is answered first, and a later wish does not make it forgotten */
    @Nullable
    OpenQuestion handle(List<Intent> wanted, Turn turn, Draft draft) {
        List<String> waiting = Waiting.before(turn, wanted);
        if (Waiting.isWishOfAnother(turn, wanted)) {
            draft.waiting(List.of());
        }
        boolean mayGoOn = Waiting.isAnswer(turn.memory(), wanted)
                || wanted.stream().map(Intent::wireName).anyMatch(waiting::contains);
        OpenQuestion asked = null;
        for (Intent intent : wanted.stream().sorted(QUICK_FIRST).toList()) {
            SkillResult result = calls.handle(intent, turn.withMemory(draft.memory()));
            waiting.remove(intent.wireName());
            if (asksBeside(result, asked)) {
                waiting.add(intent.wireName());
                continue;
            }
            if (wanted.size() == 1) {
                // Who asks "do you keep invoices?" is not helped by a question for the number of an order alone.
                List<Phrase> beside = written.beside(result, intent, turn);
                if (!beside.isEmpty()) {
                    draft.say(beside);
                }
            }
            draft.add(result);
            if (Waiting.isFor(intent, result.memory())) {
                waiting.add(intent.wireName());
            }
            asked = asked == null ? newQuestion(turn, draft) : asked;
        }
        draft.waiting(waiting);
        if (mayGoOn && asked == null) {
            goOn(turn, draft, true);
        }
        wanted.stream().filter(Intent::isAboutAnOrder).findFirst().ifPresent(draft::wished);
        return asked;
    }

    /** After a yes or a no. An order that is being changed is not changed again before it is known what became of it. */
    void goOn(Turn turn, Draft draft, SkillResult confirmed) {
        boolean isDeclined = confirmed.changes().stream().anyMatch(change -> change instanceof LedgerChange.Decline);
        String order = draft.memory().topic().waitingOf();
        boolean isFree = confirmed.changes().isEmpty() && (order == null || !standing.isBlocked(turn, order));
        goOn(turn, draft, isDeclined || isFree);
    }

    /** What waited for the end of another change to its order is asked for, where nothing else is asked. */
    void resume(Turn turn, Draft draft) {
        Memory memory = draft.memory();
        String order = memory.topic().waitingOf();
        if (order == null || turn.memory().topic().waitingOf() == null) {
            return;
        }
        boolean isQuiet = memory.question() == null
                && !draft.isHandedOver()
                && Waiting.isSame(order, memory.orderNumber())
                // A number may be that of another order.
                && turn.utterance().text().codePoints().noneMatch(Character::isDigit);
        if (isQuiet && standing.isSettled(turn, order)) {
            goOn(turn, draft, true);
        }
    }

    private void goOn(Turn turn, Draft draft, boolean mayArrange) {
        List<String> left = new ArrayList<>(draft.memory().topic().waiting());
        List<Intent> next = left.stream()
                .flatMap(name -> Intent.ofWireName(name).stream())
                .filter(intent -> mayArrange || !isArranged(intent))
                .sorted(QUICK_FIRST)
                .toList();
        for (Intent intent : next) {
            if (draft.memory().question() != null) {
                break;
            }
            left.remove(intent.wireName());
            SkillResult result = calls.handle(intent, turn.withMemory(ofWaiting(draft.memory())));
            draft.add(result);
            if (Waiting.isFor(intent, result.memory())) {
                left.add(intent.wireName());
            }
        }
        draft.waiting(left);
    }

    /** A wish is wanted of the order that it was said of. */
    private static Memory ofWaiting(Memory memory) {
        String order = memory.topic().waitingOf();
        return order == null || Waiting.isSame(order, memory.orderNumber()) ? memory : memory.aboutOrder(order);
    }

    private static boolean isArranged(Intent intent) {
        return switch (intent) {
            case RETURN_ITEM, CANCEL_ORDER, CHANGE_ADDRESS, DAMAGED_OR_WRONG_ITEM, HUMAN_AGENT -> true;
            case TRACK_ORDER,
                    REFUND_STATUS,
                    PAYMENT_PROBLEM,
                    PRODUCT_AVAILABILITY,
                    SIZE_OR_PRODUCT_ADVICE,
                    PRICE_OR_DISCOUNT,
                    SHIPPING_POLICY,
                    RETURN_POLICY,
                    INVOICE_REQUEST,
                    COMPLAINT,
                    GREETING,
                    THANKS,
                    GOODBYE,
                    FEEDBACK -> false;
        };
    }

    /** Whether it asks about its own arrangement while another is being arranged. Nothing of it has happened yet. */
    private static boolean asksBeside(SkillResult result, @Nullable OpenQuestion asked) {
        OpenQuestion own = result.memory().question();
        return asked != null && !asked.isForAnOrder() && own != null && !own.equals(asked) && !own.isForAnOrder();
    }

    private static @Nullable OpenQuestion newQuestion(Turn turn, Draft draft) {
        OpenQuestion question = draft.memory().question();
        return question == null || question.equals(turn.memory().question()) ? null : question;
    }
}
