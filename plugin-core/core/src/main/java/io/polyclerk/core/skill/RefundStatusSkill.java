package io.polyclerk.core.skill;

import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.ActionLedger;
import io.polyclerk.core.reply.Claim;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.Refund;
import io.polyclerk.spi.store.ReturnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells which refunds and returns the store has recorded for an order and which refund is underway, and never more than that. */
public final class RefundStatusSkill implements Skill {

    private final OrderGate gate;
    private final ActionLedger ledger;

    public RefundStatusSkill(OrderGate gate, ActionLedger ledger) {
        this.gate = gate;
        this.ledger = ledger;
    }

    @Override
    public Intent intent() {
        return Intent.REFUND_STATUS;
    }

    @Override
    public SkillResult handle(Turn turn) {
        return switch (gate.pass(turn, intent())) {
            case OrderGate.Passage.Closed closed -> closed.result();
            case OrderGate.Passage.Open open -> new SkillResult(describe(turn, open), open.memory());
        };
    }

    private Reply describe(Turn turn, OrderGate.Passage.Open open) {
        Order order = open.order();
        List<Phrase> phrases = new ArrayList<>();
        for (Refund refund : order.refunds()) {
            phrases.add(Phrase.of(
                    "refund.recorded",
                    Map.of("number", order.number(), "amount", refund.amount(), "date", refund.createdAt())));
        }
        if (order.refunds().isEmpty()) {
            phrases.add(Phrase.of("refund.none", Map.of("number", order.number())));
        } else {
            phrases.add(Phrase.of("refund.bank_takes_days"));
        }
        for (ReturnRequest known : order.returns()) {
            phrases.add(Phrase.of("return.recorded", Map.of("date", known.createdAt())));
        }
        ledger.ofOrder(turn.conversation().merchant(), open.store().id(), order.id()).stream()
                .filter(entry ->
                        entry.kind() == ActionKind.REFUND && entry.state().blocksOrder())
                .forEach(entry -> phrases.add(Claim.of(entry)));
        return new Reply.Say(phrases, order.refunds().isEmpty() ? List.of(Offers.human()) : List.of());
    }
}
