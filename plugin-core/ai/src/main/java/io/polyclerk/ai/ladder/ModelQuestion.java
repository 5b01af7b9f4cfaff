package io.polyclerk.ai.ladder;

import java.util.List;

/**
 * What the process of a model file is asked.
 *
 * @param instructions what the model is told before the talk
 * @param said the talk, oldest first; nothing only loads the model
 * @param mostTokens of the answer
 * @param mostMillis after which the answer is broken off
 */
record ModelQuestion(String instructions, List<Line> said, int mostTokens, long mostMillis) {

    /** @param role {@code user} or {@code assistant} */
    record Line(String role, String text) {}
}
