package io.polyclerk.core.skill;

import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Slot;

/** Puts a turn into a ticket. */
final class TicketWords {

    private static final int LONGEST_SUMMARY = 500;

    private TicketWords() {}

    static TicketDraft draft(Turn turn, Intent intent, boolean urgent) {
        String text = turn.utterance().text().strip();
        return new TicketDraft(
                intent.wireName(),
                text.length() <= LONGEST_SUMMARY ? text : text.substring(0, LONGEST_SUMMARY - 1) + "…",
                turn.interpretation()
                        .slot(Slot.ORDER_NUMBER)
                        .orElse(turn.memory().orderNumber()),
                turn.interpretation().language(),
                urgent,
                TicketDraft.Case.of(turn.perceived().evidence()));
    }
}
