package io.polyclerk.ai.understanding;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the language of a message where letters alone mislead: Arabic written with Latin letters and digits ("3ayez"), and words of
 * nothing but Chinese characters, which may be Japanese. Everything else is guessed by {@link LanguageGuesser}. Thread-safe.
 */
final class LanguageFinder {

    /** Digits stand for Arabic letters that Latin has not: 2, 3, 5, 7, 9. */
    private static final Pattern ARABIC_IN_LATIN = Pattern.compile(
            "(?<![\\p{L}\\d#@.-])(?!\\d(?:x|k|g|kg|cm|mm|ml|gb|tb|mb|am|pm|st|nd|rd|th|pcs?|pairs?|items?|hrs?|min|days?|weeks?|times|xl|d|h|m)(?![a-z]))"
                    + "(?:[23579][a-z]{2,}|[a-z]+[3579][a-z]+|[a-z]{3,}[379])(?![\\p{L}\\d@.-])");

    private static final Pattern CODE = Pattern.compile("mp3|mp4|b2b|ps3|ps5|h2o|co2|a3|[a-z]+\\d{2,}");

    /** A word with a digit in it whose letters are Latin and make no word: {@code B&S-00701/A}, but not 订单1001. */
    private static final Pattern NUMBERED =
            Pattern.compile("(?=\\S*\\p{N})(?!\\S*\\p{L}{5})(?!\\S*[\\p{L}&&[^\\p{IsLatin}]])\\S+");

    private static final int LONGEST_NAME = 40;

    private final LinearModel model;
    private final LanguageGuesser guesser;

    LanguageFinder(LinearModel model) {
        this.model = model;
        this.guesser = new LanguageGuesser(model);
    }

    /** @param enabled tags to choose from, at least one @param known what the conversation was in */
    String find(String text, Set<String> enabled, @Nullable String known) {
        if (enabled.contains("ar") && isArabicInLatin(text)) {
            return "ar";
        }
        String general = known == null ? null : known.split("-", 2)[0];
        if (tellsNone(text, general != null)) {
            return general != null && enabled.contains(general) ? general : LanguageGuesser.fallback(enabled);
        }
        boolean open =
                enabled.contains("ja") && enabled.contains("zh") && !"ja".equals(general) && !"zh".equals(general);
        return open && isHanOnly(text) ? japaneseOrChinese(text) : guesser.guess(text, enabled, known);
    }

    /** Nothing but numbers, codes and signs; and, where a language is known, the name of a thing. */
    private boolean tellsNone(String text, boolean isKnown) {
        String words = NUMBERED.matcher(text.length() <= 500 ? text : "").replaceAll(" ");
        if (text.length() <= 500 && words.codePoints().noneMatch(Character::isLetter)) {
            return true;
        }
        return isKnown
                && words.length() <= LONGEST_NAME
                && words.codePoints().anyMatch(Character::isUpperCase)
                && words.codePoints().filter(Character::isLetter).allMatch(letter -> letter < 0x80)
                && !guesser.knowsAnyWordOf(words);
    }

    private static boolean isArabicInLatin(String text) {
        String plain = text.length() <= 500 ? text.toLowerCase(Locale.ROOT) : "";
        Matcher matcher = ARABIC_IN_LATIN.matcher(plain);
        while (matcher.find()) {
            if (!CODE.matcher(matcher.group()).matches()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHanOnly(String text) {
        int[] letters = text.codePoints().limit(200).filter(Character::isLetter).toArray();
        for (int letter : letters) {
            if (Character.UnicodeScript.of(letter) != Character.UnicodeScript.HAN) {
                return false;
            }
        }
        return letters.length > 0;
    }

    private String japaneseOrChinese(String text) {
        List<Map<Integer, Float>> features = LanguageGuesser.features(text);
        double[] scores = model.scores(features);
        return scores[model.labels().indexOf("ja")] > scores[model.labels().indexOf("zh")] ? "ja" : "zh";
    }
}
