package io.polyclerk.core.skill;

import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.understanding.Intent;
import java.util.List;

/** Leaves a wish to a human and says so: for what the bot may not do by itself. Claims nothing that has not happened. */
public final class TicketSkill implements Skill {

    private final Intent intent;
    private final String phraseKey;

    public TicketSkill(Intent intent, String phraseKey) {
        this.intent = intent;
        this.phraseKey = phraseKey;
    }

    @Override
    public Intent intent() {
        return intent;
    }

    @Override
    public SkillResult handle(Turn turn) {
        boolean urgent = turn.interpretation().emotion().isAngry() || intent == Intent.PAYMENT_PROBLEM;
        return new SkillResult(
                new Reply.Note(List.of(Phrase.of(phraseKey)), TicketWords.draft(turn, intent, urgent)),
                turn.memory().asking(null));
    }
}
