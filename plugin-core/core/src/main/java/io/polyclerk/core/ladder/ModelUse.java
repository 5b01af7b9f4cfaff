package io.polyclerk.core.ladder;

import java.time.Duration;

/**
 * What a turn asked of a model.
 *
 * @param model its name
 * @param remote whether it is outside this machine
 * @param requests how many were made
 * @param outcome what became of it
 */
public record ModelUse(
        String model, boolean remote, int requests, AnswerModel.Usage usage, Duration took, Outcome outcome) {

    /** What became of asking. */
    public enum Outcome {
        /** The model's words were said. */
        ANSWERED,
        /** Its choice of skills was followed, and their words were said. */
        SKILLS,
        /** Its words did not stand the check. */
        REFUSED,
        /** It gave no answer in time. */
        FAILED,
        /** The cap was reached, so it was not asked. */
        CAPPED
    }
}
