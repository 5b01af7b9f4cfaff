package io.polyclerk.core.language;

import com.ibm.icu.text.Transliterator;
import com.ibm.icu.util.ULocale;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes our Chinese phrases in traditional characters, with the words that are used in Taiwan and Hong Kong. What fills a phrase, such as a
 * name or the title of a product, is put in later and stays as it is.
 */
final class TraditionalChinese {

    static final String TAG = "zh-Hant";

    private static final char APART = '|';

    private final Transliterator characters = Transliterator.getInstance("Simplified-Traditional");
    private final Map<String, String> words = new LinkedHashMap<>();

    /** @param lines pairs apart by a comma, in traditional characters: what plain conversion says and what is said instead; earlier lines win */
    TraditionalChinese(List<String> lines) {
        for (String line : lines) {
            String[] pair = line.split(",", 2);
            if (pair.length != 2 || pair[0].isBlank()) {
                throw new IllegalArgumentException("no pair of words: " + line);
            }
            words.putIfAbsent(pair[0].strip(), pair[1].strip());
        }
    }

    LanguagePack of(LanguagePack simplified) {
        ULocale locale = ULocale.forLanguageTag(TAG);
        Map<String, String> phrases = new HashMap<>();
        simplified.phrases().forEach((key, pattern) -> phrases.put(key, written(pattern)));
        return new LanguagePack(TAG, locale.getDisplayName(locale), false, phrases);
    }

    /** In a list of words that shoppers use, both ways to say a thing count. */
    private String written(String pattern) {
        String plain = characters.transliterate(pattern);
        if (pattern.indexOf(APART) < 0) {
            return inOurWords(plain);
        }
        Set<String> all = Stream.of(plain.split("\\|", -1))
                .flatMap(word -> Stream.of(word, inOurWords(word)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return String.join(String.valueOf(APART), all);
    }

    private String inOurWords(String plain) {
        StringBuilder said = new StringBuilder();
        for (int at = 0; at < plain.length(); ) {
            int from = at;
            Map.Entry<String, String> word = words.entrySet().stream()
                    .filter(pair -> plain.startsWith(pair.getKey(), from))
                    .findFirst()
                    .orElse(null);
            said.append(word == null ? String.valueOf(plain.charAt(at)) : word.getValue());
            at += word == null ? 1 : word.getKey().length();
        }
        return said.toString();
    }
}
