package io.polyclerk.core.language;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words that stand in a pack's own phrases and lists. Of a message of one or two words they tell whether it may be of that language, though it may be
 * of another one as well: "cancelar" is Spanish and Portuguese. Thread-safe.
 */
public final class Vocabulary {

    private static final String BETWEEN_WORDS = "[^\\p{L}\\p{M}]+";

    private final LanguagePacks packs;
    private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

    public Vocabulary(LanguagePacks packs) {
        this.packs = packs;
    }

    /** Whether all words of a text are words of a language. @param tag of the language, BCP 47 */
    public boolean holds(String tag, String text) {
        Set<String> own = known.computeIfAbsent(tag, this::read);
        return words(text).allMatch(own::contains);
    }

    private Set<String> read(String tag) {
        return packs.forTag(tag).phrases().values().stream()
                .flatMap(Vocabulary::words)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split(BETWEEN_WORDS)).filter(word -> !word.isEmpty());
    }
}
