package io.polyclerk.core.language;

import com.ibm.icu.text.Transliterator;
import com.ibm.icu.util.ULocale;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether Chinese is to be answered in traditional characters: by those of the message that only one of the two scripts has, else as
 * before, else by what the channel says of the sender. Thread-safe.
 */
public final class ChineseScript {

    private static final String CHINESE = "zh";
    private static final int FIRST = 0x4E00;
    private static final int LAST = 0x9FFF;

    private static final Map<Integer, String> IN_TRADITIONAL = changedBy("Simplified-Traditional");
    private static final Map<Integer, String> IN_SIMPLIFIED = changedBy("Traditional-Simplified");

    private ChineseScript() {}

    /** Each by itself: what comes before and after a character must not count. */
    private static Map<Integer, String> changedBy(String name) {
        Transliterator transliterator = Transliterator.getInstance(name);
        Map<Integer, String> changed = new HashMap<>();
        for (int point = FIRST; point <= LAST; point++) {
            String letter = Character.toString(point);
            String other = transliterator.transliterate(letter);
            if (!other.equals(letter)) {
                changed.put(point, other);
            }
        }
        return Map.copyOf(changed);
    }

    /**
     * The tag of the language in which a message is answered.
     *
     * @param language of the message; anything but Chinese is given back as it is
     * @param before tag of the conversation so far; null at its beginning
     * @param app what the channel says of the sender's language; null when it says nothing
     */
    public static String of(String language, String text, @Nullable String before, @Nullable String app) {
        if (!isChinese(language)) {
            return language;
        }
        long traditional = text.codePoints().filter(IN_SIMPLIFIED::containsKey).count();
        long simplified = text.codePoints().filter(IN_TRADITIONAL::containsKey).count();
        if (traditional != simplified) {
            return traditional > simplified ? TraditionalChinese.TAG : CHINESE;
        }
        return Stream.of(before == null ? "" : before, app == null ? "" : app)
                .map(tag -> tag.replace('_', '-'))
                .filter(ChineseScript::isChinese)
                .findFirst()
                .filter(ChineseScript::isTraditional)
                .map(tag -> TraditionalChinese.TAG)
                .orElse(CHINESE);
    }

    /** The text in simplified characters, for word lists that know no others. */
    public static String simplified(String text) {
        StringBuilder simple = new StringBuilder(text.length());
        text.codePoints().forEach(point -> simple.append(IN_SIMPLIFIED.getOrDefault(point, Character.toString(point))));
        return simple.toString();
    }

    /** @param tag BCP 47 */
    public static boolean isChinese(String tag) {
        return ULocale.forLanguageTag(tag).getLanguage().equals(CHINESE);
    }

    private static boolean isTraditional(String tag) {
        return ULocale.addLikelySubtags(ULocale.forLanguageTag(tag)).getScript().equals("Hant");
    }
}
