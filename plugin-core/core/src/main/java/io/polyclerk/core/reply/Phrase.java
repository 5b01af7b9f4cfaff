package io.polyclerk.core.reply;

import java.util.Map;

/** Something to be said, before it is put into a language. */
public sealed interface Phrase {

    /**
     * A sentence of the language packs.
     *
     * @param arguments {@link String} (shown as it is), {@link Number}, {@link java.time.Instant} (shown as a date) or
     *     {@link io.polyclerk.spi.store.Money}
     */
    record Sentence(String key, Map<String, Object> arguments) implements Phrase {
        public Sentence {
            arguments = Map.copyOf(arguments);
        }
    }

    /** The shop's own words, shown as they are. */
    record Verbatim(String text) implements Phrase {}

    static Phrase of(String key) {
        return new Sentence(key, Map.of());
    }

    static Phrase of(String key, Map<String, Object> arguments) {
        return new Sentence(key, arguments);
    }
}
