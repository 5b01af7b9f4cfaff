package io.polyclerk.ai.speech;

import org.jspecify.annotations.Nullable;

/** What the speech process is asked. The sound goes in the body. @param language BCP 47, as a hint; null when unknown */
record SpeechQuestion(Engine engine, @Nullable String language) {

    /** Who shall listen. */
    enum Engine {
        /** The engine whose model lies beside the server. */
        LOCAL,
        /** The closed grammar. */
        GRAMMAR,
        /** Nobody: only to have it decoded. */
        NONE
    }
}
