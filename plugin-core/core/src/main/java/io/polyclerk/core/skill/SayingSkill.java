package io.polyclerk.core.skill;

import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.understanding.Intent;
import java.util.List;

/** Small talk and other intents that one sentence answers. */
public final class SayingSkill implements Skill {

    private final Intent intent;
    private final String phraseKey;
    private final List<Offer> offers;

    public SayingSkill(Intent intent, String phraseKey, List<Offer> offers) {
        this.intent = intent;
        this.phraseKey = phraseKey;
        this.offers = List.copyOf(offers);
    }

    @Override
    public Intent intent() {
        return intent;
    }

    @Override
    public SkillResult handle(Turn turn) {
        return new SkillResult(new Reply.Say(List.of(Phrase.of(phraseKey)), offers), turn.memory());
    }
}
