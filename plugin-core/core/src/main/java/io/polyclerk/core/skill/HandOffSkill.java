package io.polyclerk.core.skill;

import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Intent;
import java.util.List;

/** Fetches a human. */
public final class HandOffSkill implements Skill {

    @Override
    public Intent intent() {
        return Intent.HUMAN_AGENT;
    }

    @Override
    public SkillResult handle(Turn turn) {
        TicketDraft ticket = TicketWords.draft(
                turn, intent(), turn.interpretation().emotion().isAngry());
        return new SkillResult(
                new Reply.HandOff(List.of(Phrase.of("handoff")), ticket),
                turn.memory().asking(null));
    }
}
