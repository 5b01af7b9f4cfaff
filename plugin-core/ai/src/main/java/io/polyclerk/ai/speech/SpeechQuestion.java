package io.polyclerk.ai.speech;

/** What the speech process is asked. The sound goes in the body. */
record SpeechQuestion(Engine engine) {

    /** Who shall listen. */
    enum Engine {
        /** The closed grammar. */
        GRAMMAR,
        /** Nobody: only to have it decoded. */
        NONE
    }
}
