package io.polyclerk.core.skill;

import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.skill.OrderGate.Passage;
import io.polyclerk.core.understanding.Intent;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Leaves the wish for an invoice with the order that it is for, once that is proven; tells what the store shows meanwhile. */
public final class InvoiceSkill implements Skill {

    private final OrderGate gate;

    public InvoiceSkill(OrderGate gate) {
        this.gate = gate;
    }

    @Override
    public Intent intent() {
        return Intent.INVOICE_REQUEST;
    }

    @Override
    public SkillResult handle(Turn turn) {
        return switch (gate.pass(turn, intent())) {
            case Passage.Closed closed -> closed.result();
            case Passage.Open open -> {
                List<Phrase> phrases = new ArrayList<>();
                phrases.add(
                        Phrase.of("invoice.noted", Map.of("number", open.order().number())));
                URI page = open.order().statusPage();
                if (page != null && page.isAbsolute()) {
                    phrases.add(Phrase.of("source", Map.of("source", page.toString())));
                }
                yield new SkillResult(
                        new Reply.Note(phrases, TicketWords.draft(turn.withMemory(open.memory()), intent(), false)),
                        open.memory());
            }
        };
    }
}
