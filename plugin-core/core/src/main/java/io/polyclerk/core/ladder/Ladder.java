package io.polyclerk.core.ladder;

import io.polyclerk.core.skill.SkillResult;
import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.understanding.Intent;
import java.util.List;
import java.util.Optional;

/** What is tried when rules, local models and the shop's own texts have no answer, before a human is offered. Thread-safe. */
@FunctionalInterface
public interface Ladder {

    /** No model is plugged in: the next rung is a human. */
    Ladder LOCAL = (turn, skills) -> Optional.empty();

    /** Never throws for what a model does, and comes back within {@link ModelRung#PATIENCE}. @return empty when nobody was asked */
    Optional<Answered> climb(Turn turn, SkillCall skills);

    /** How a skill is called: with its gates, and with a word for the shopper when its store fails. */
    @FunctionalInterface
    interface SkillCall {
        SkillResult call(Intent intent, Turn turn);
    }

    /**
     * What came of it.
     *
     * @param words to be said as they are; empty when the skills' words are said or nothing came of it
     * @param results of the skills that the model chose, whose words are said when the model's are not
     */
    record Answered(String words, List<SkillResult> results, ModelUse use) {
        public Answered {
            results = List.copyOf(results);
        }
    }
}
