package io.polyclerk.core.skill;

import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.skill.OrderGate.Passage;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells what the store knows of an order's payment, and leaves the rest to a human. */
public final class PaymentSkill implements Skill {

    private final OrderGate gate;
    private final Knowledge knowledge;

    /** @param knowledge what the shop has written of ways to pay */
    public PaymentSkill(OrderGate gate, Knowledge knowledge) {
        this.gate = gate;
        this.knowledge = knowledge;
    }

    @Override
    public Intent intent() {
        return Intent.PAYMENT_PROBLEM;
    }

    @Override
    public SkillResult handle(Turn turn) {
        if (OrderLookup.number(turn).isEmpty()) {
            // "Do you take PayPal?" is about no order.
            List<Phrase> written = knowledge.answer(turn);
            if (!written.isEmpty()) {
                return new SkillResult(
                        new Reply.Say(written, List.of(Offers.human())),
                        turn.memory().asking(null));
            }
        }
        return switch (gate.pass(turn, intent())) {
            case Passage.Closed closed -> closed.result();
            case Passage.Open open ->
                new SkillResult(
                        new Reply.Note(describe(open.order()), TicketWords.draft(turn, intent(), true)), open.memory());
        };
    }

    private static List<Phrase> describe(Order order) {
        List<Phrase> phrases = new ArrayList<>();
        phrases.add(
                order.status() == OrderStatus.FAILED
                        ? OrderWords.status(order)
                        : Phrase.of(
                                "payment." + order.payment().name().toLowerCase(Locale.ROOT),
                                Map.of("number", order.number(), "total", order.total())));
        String method = order.paymentMethod();
        if (method != null && !method.isBlank()) {
            phrases.add(Phrase.of("payment.method", Map.of("method", method)));
        }
        URI page = order.statusPage();
        boolean open = order.payment() == PaymentStatus.UNPAID
                && (order.status() == OrderStatus.AWAITING_PAYMENT || order.status() == OrderStatus.FAILED);
        if (open && page != null && page.isAbsolute()) {
            phrases.add(Phrase.of("payment.page", Map.of("url", page.toString())));
        }
        phrases.add(Phrase.of("noted.payment"));
        return phrases;
    }
}
