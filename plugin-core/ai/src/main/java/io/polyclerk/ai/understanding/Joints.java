package io.polyclerk.ai.understanding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words of a language that join two wishes, {@code joints.csv} of a pack: those that only join ("and"), those that go on to something
 * further ("by the way"), and those that speak of something else than before ("the other one"). Immutable.
 */
final class Joints {

    private static final Map<String, Joints> OF_PACKS = new ConcurrentHashMap<>();
    private static final String MARKS = "^[\\s\\p{P}]*";
    private static final String WORD_STARTS = "(?<![\\p{L}\\p{M}])";
    private static final String WORD_ENDS = "(?![\\p{L}\\p{M}])";

    /** Arabic writes "and" onto the word after it. */
    private static final String ARABIC_AND = "|" + MARKS + "\u0648(?=\\p{L}{2})";

    private static final String NOTHING = "(?!)";

    private final Pattern joining;
    private final Pattern further;
    private final Pattern other;
    private final Pattern between;

    private Joints(Map<String, String> kinds) {
        String letters = String.join("", kinds.keySet());
        boolean isSpaced = letters.codePoints().noneMatch(Tokenizer::isWrittenWithoutSpaces);
        String starts = isSpaced ? WORD_STARTS : "";
        String ends = isSpaced ? WORD_ENDS : "";
        boolean isArabic = letters.codePoints()
                .anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.ARABIC);
        String and = words(kinds, "and");
        String more = words(kinds, "further");
        joining = pattern(MARKS + and + ends + (isArabic ? ARABIC_AND : ""));
        further = pattern(MARKS + "(?:" + and + ends + "[\\s\\p{P}]*)?" + more + ends);
        other = pattern(starts + words(kinds, "other") + ends);
        between = pattern("(?<=\\s)(?:" + more + '|' + and + ")(?=\\s)");
    }

    /** @param kinds {@code and}, {@code further} or {@code other} by the words, in any case */
    static Joints of(Map<String, String> kinds) {
        return new Joints(kinds);
    }

    /** What a pack knows; nothing when it has no such file. */
    static Joints ofPack(String tag) {
        return OF_PACKS.computeIfAbsent(tag, known -> of(PackFiles.pairs(known + "/joints.csv", ',')));
    }

    /** The longest first, so that "and also" is not read as "and". */
    private static String words(Map<String, String> kinds, String kind) {
        String words = kinds.entrySet().stream()
                .filter(entry -> entry.getValue().equals(kind))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(word -> word))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return words.isEmpty() ? NOTHING : "(?:" + words + ")";
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Whether a text begins with a word that joins it to what was said before. */
    boolean isJoined(String text) {
        return joining.matcher(text).find();
    }

    /** Whether a text begins with words that go on to something further. */
    boolean goesFurther(String text) {
        return further.matcher(text).find();
    }

    /** Whether a text speaks of something else than what was spoken of before. */
    boolean speaksOfOther(String text) {
        return other.matcher(text).find();
    }

    /** Where joining words stand between spaces. */
    List<Integer> places(String text) {
        List<Integer> places = new ArrayList<>();
        Matcher words = between.matcher(text);
        while (words.find()) {
            places.add(words.start());
        }
        return places;
    }
}
