package io.polyclerk.core.skill;

import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.Refund;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells which refunds the store has recorded for an order, and never more than that. */
public final class RefundStatusSkill implements Skill {

    private final OrderGate gate;

    public RefundStatusSkill(OrderGate gate) {
        this.gate = gate;
    }

    @Override
    public Intent intent() {
        return Intent.REFUND_STATUS;
    }

    @Override
    public SkillResult handle(Turn turn) {
        return switch (gate.pass(turn, intent())) {
            case OrderGate.Passage.Closed closed -> closed.result();
            case OrderGate.Passage.Open open -> new SkillResult(describe(open.order()), open.memory());
        };
    }

    private static Reply describe(Order order) {
        if (order.refunds().isEmpty()) {
            return new Reply.Say(
                    List.of(Phrase.of("refund.none", Map.of("number", order.number()))), List.of(Offers.human()));
        }
        List<Phrase> phrases = new ArrayList<>();
        for (Refund refund : order.refunds()) {
            phrases.add(Phrase.of(
                    "refund.recorded",
                    Map.of("number", order.number(), "amount", refund.amount(), "date", refund.createdAt())));
        }
        phrases.add(Phrase.of("refund.bank_takes_days"));
        return new Reply.Say(phrases);
    }
}
