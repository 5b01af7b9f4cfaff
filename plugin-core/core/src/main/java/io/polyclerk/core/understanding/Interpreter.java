package io.polyclerk.core.understanding;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a text means, without any network. Thread-safe; the same input always gives the same result. */
public interface Interpreter {

    /** Never throws for what the text contains; bounded in time and memory for any text. */
    Interpretation interpret(String text, Hints hints);

    /**
     * What is known before the text is read.
     *
     * @param merchant whose own glossary and training apply
     * @param languages tags that the shop has enabled; empty for all
     * @param language what the conversation was in, or what the channel says; null when unknown
     * @param languageIsCertain the caller knows the language, so it is not guessed again
     * @param expected intent of the question that the bot asked last; null when none is open
     */
    record Hints(
            String merchant,
            Set<String> languages,
            @Nullable String language,
            boolean languageIsCertain,
            @Nullable Intent expected) {
        public Hints {
            languages = Set.copyOf(languages);
        }
    }
}
