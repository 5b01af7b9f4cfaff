package io.polyclerk.ai.retrieval;

import java.util.Optional;

/**
 * Puts the meaning of a text into a vector of length one. What all questions have in common is taken away from a question, so that its
 * vector is shorter. Thread-safe.
 */
public interface SentenceVectors {

    /** No model: passages are found by their words alone. */
    SentenceVectors NONE = (language, text, question) -> Optional.empty();

    /**
     * Empty when there is no model for the language, or it cannot be loaded.
     *
     * @param question whether it is a question rather than a text that may answer one
     */
    Optional<float[]> of(String language, String text, boolean question);

    /** Changes when the vectors do: an index that was made with others is made anew. */
    default String stamp() {
        return "";
    }
}
