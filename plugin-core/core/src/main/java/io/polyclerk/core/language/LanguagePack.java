package io.polyclerk.core.language;

import java.util.Map;

/**
 * Everything that is needed to speak one language.
 *
 * @param tag BCP 47
 * @param name in the language itself
 * @param phrases ICU message patterns by key
 */
public record LanguagePack(String tag, String name, boolean rightToLeft, Map<String, String> phrases) {

    public LanguagePack {
        phrases = Map.copyOf(phrases);
    }

    /** @throws IllegalArgumentException when the pack has no such phrase: a fault of the pack that its test finds */
    public String pattern(String key) {
        String pattern = phrases.get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("language pack " + tag + " has no phrase '" + key + "'");
        }
        return pattern;
    }
}
