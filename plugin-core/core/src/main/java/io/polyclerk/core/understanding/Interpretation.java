package io.polyclerk.core.understanding;

import java.util.List;
import java.util.Optional;

/**
 * What an utterance means.
 *
 * @param language BCP 47 tag
 * @param intents best first; more than one only when the utterance asks for several things or is unclear between them
 * @param several whether the leading intents are all meant, rather than alternatives
 * @param outOfScope whether it is nothing that a shop's clerk does
 */
public record Interpretation(
        String language,
        List<ScoredIntent> intents,
        boolean several,
        List<FoundSlot> slots,
        Emotion emotion,
        boolean outOfScope) {

    public Interpretation {
        intents = List.copyOf(intents);
        slots = List.copyOf(slots);
    }

    /** The same words, surely meant so. */
    public Interpretation meaning(Intent intent) {
        return new Interpretation(language, List.of(new ScoredIntent(intent, 1)), false, slots, emotion, false);
    }

    /** The same in another language. */
    public Interpretation in(String otherLanguage) {
        return new Interpretation(otherLanguage, intents, several, slots, emotion, outOfScope);
    }

    /** The same with other details. */
    public Interpretation finding(List<FoundSlot> otherSlots) {
        return new Interpretation(language, intents, several, otherSlots, emotion, outOfScope);
    }

    /** The first value of a slot. */
    public Optional<String> slot(Slot slot) {
        return slots.stream()
                .filter(found -> found.slot() == slot)
                .map(FoundSlot::value)
                .findFirst();
    }

    /** All values of a slot, in the order of the text. */
    public List<String> all(Slot slot) {
        return slots.stream()
                .filter(found -> found.slot() == slot)
                .map(FoundSlot::value)
                .toList();
    }
}
