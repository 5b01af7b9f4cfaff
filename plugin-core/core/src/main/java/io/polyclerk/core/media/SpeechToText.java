package io.polyclerk.core.media;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts sound into words. Thread-safe; blocks for seconds, never for longer than its implementation promises. */
@FunctionalInterface
public interface SpeechToText {

    /**
     * Listens. Never throws for what the sound contains.
     *
     * @param audio a whole file; its format is found out from its content
     */
    Heard transcribe(byte[] audio, Question question);

    /**
     * What is known beforehand.
     *
     * @param merchant who pays where listening costs something
     * @param language BCP 47 tag of the conversation, as a hint; null when unknown
     */
    record Question(String merchant, @Nullable String language) {}

    /** What came of it. */
    sealed interface Heard {
        /**
         * Understood.
         *
         * @param engine name of what understood it
         * @param language BCP 47 tag of what was spoken; {@code und} when the engine does not tell
         */
        record Words(String text, String language, String engine) implements Heard {}

        /** There is sound, but nobody at hand makes words of it. @param engine the last that tried */
        record Unclear(String engine) implements Heard {}

        /** Cannot be listened to. @param detail for an operator: what is missing or wrong; holds nothing of the content */
        record Refused(Reason reason, String detail) implements Heard {}
    }

    /** Why sound cannot be listened to; wire names are lower case with hyphens. */
    enum Reason {
        EMPTY,
        TOO_LARGE,
        TOO_LONG,
        UNKNOWN_FORMAT,
        NEEDS_DECODER,
        BROKEN,
        UNAVAILABLE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
