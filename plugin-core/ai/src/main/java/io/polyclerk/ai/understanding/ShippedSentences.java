package io.polyclerk.ai.understanding;

import java.util.Optional;

/** The sentence encoders that are shipped, for others than understanding: one copy of each is loaded, whoever asks first. Thread-safe. */
public final class ShippedSentences {

    private ShippedSentences() {}

    /** Empty when there is none for the language, or it cannot be loaded on this machine. */
    public static Optional<SentenceEncoder> of(String language) {
        return InProcessSentences.of(language);
    }
}
