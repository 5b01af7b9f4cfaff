package io.polyclerk.core.skill;

import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.Outcome;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.skill.OrderGate.Passage;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Proposes to cancel an order that has not left. */
public final class CancelSkill implements Skill {

    private final OrderGate gate;
    private final Proposals proposals;

    public CancelSkill(OrderGate gate, Proposals proposals) {
        this.gate = gate;
        this.proposals = proposals;
    }

    @Override
    public Intent intent() {
        return Intent.CANCEL_ORDER;
    }

    @Override
    public SkillResult handle(Turn turn) {
        return switch (gate.pass(turn, intent(), proposals.level(turn, ActionKind.CANCEL))) {
            case Passage.Closed closed -> closed.result();
            case Passage.Open open -> propose(turn, open);
        };
    }

    private SkillResult propose(Turn turn, Passage.Open open) {
        Order order = open.order();
        if (order.status() == OrderStatus.CANCELLED || order.status() == OrderStatus.REFUNDED) {
            return new SkillResult(new Reply.Say(List.of(OrderWords.status(order))), open.memory());
        }
        Optional<SkillResult> refusal =
                proposals.refusal(turn, intent(), open, ActionKind.CANCEL, OrderAction.Cancel.class);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Map<String, Object> words = Map.of("number", order.number(), "total", order.total());
        return proposals.ask(
                turn,
                intent(),
                open,
                new Proposals.Wish(
                        new OrderAction.Cancel(order.id(), "asked for by the shopper in the chat"),
                        Outcome.of(order).held(),
                        null,
                        Phrase.of("confirm.cancel", words),
                        Phrase.of("button.cancel", Map.of("number", order.number()))));
    }
}
