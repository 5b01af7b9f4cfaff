package io.polyclerk.core.language;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.Part;
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
                .map(Vocabulary::said)
                .flatMap(Vocabulary::words)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What of a pattern is said: its syntax and the names of its arguments are English in every language. */
    private static String said(String pattern) {
        MessagePattern parts = new MessagePattern(pattern);
        StringBuilder said = new StringBuilder();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < parts.countParts(); i++) {
            Part part = parts.getPart(i);
            // Messages hold arguments and those hold messages, so words stand at each second level.
            if (depth % 2 == 1) {
                said.append(pattern, from, part.getIndex()).append(' ');
            }
            from = part.getLimit();
            switch (part.getType()) {
                case MSG_START, ARG_START -> depth++;
                case MSG_LIMIT, ARG_LIMIT -> depth--;
                case SKIP_SYNTAX,
                        INSERT_CHAR,
                        REPLACE_NUMBER,
                        ARG_NUMBER,
                        ARG_NAME,
                        ARG_TYPE,
                        ARG_STYLE,
                        ARG_SELECTOR,
                        ARG_INT,
                        ARG_DOUBLE -> {}
            }
        }
        return said.toString();
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split(BETWEEN_WORDS)).filter(word -> !word.isEmpty());
    }
}
