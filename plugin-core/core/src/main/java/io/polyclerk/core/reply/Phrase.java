package io.polyclerk.core.reply;

import java.util.Map;

/** Something to be said, before it is put into a language. */
public sealed interface Phrase permits Phrase.Sentence, Phrase.Verbatim, Claim {

    /**
     * A sentence of the language packs.
     *
     * @param arguments {@link String} (shown as it is), {@link Number}, {@link java.time.Instant} (shown as a date),
     *     {@link ClockTime}, {@link java.time.ZonedDateTime} (shown as day and time of its zone), {@link java.time.LocalTime} or
     *     {@link io.polyclerk.spi.store.Money}
     * @throws IllegalArgumentException for a phrase that claims an action: see {@link Claim}
     */
    record Sentence(String key, Map<String, Object> arguments) implements Phrase {
        public Sentence {
            if (key.startsWith(Claim.PREFIX)) {
                throw new IllegalArgumentException("only a row of the ledger can say '" + key + "'");
            }
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
