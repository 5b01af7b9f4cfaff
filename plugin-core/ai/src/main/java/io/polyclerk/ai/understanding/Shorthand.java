package io.polyclerk.ai.understanding;

import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How people write in a hurry or in a dialect, and what that stands for in the words that a pack's examples use: {@code shorthand.csv} of a
 * pack. Words between spaces are replaced as a whole; in Chinese the longest known form at each place. Immutable.
 */
final class Shorthand {

    private static final Pattern WORD = Pattern.compile("\\p{IsHan}+|[\\p{L}\\p{M}\\p{N}'’&&[^\\p{IsHan}]]+");

    private final Map<String, String> meanings;
    private final int longest;

    private Shorthand(Map<String, String> meanings) {
        this.meanings = Map.copyOf(meanings);
        longest = meanings.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /** Leaves every text as it is. */
    static Shorthand none() {
        return new Shorthand(Map.of());
    }

    /** @param meanings by what is written, in any case */
    static Shorthand of(Map<String, String> meanings) {
        Map<String, String> lower = new HashMap<>();
        meanings.forEach((written, meaning) -> lower.put(written.toLowerCase(Locale.ROOT), meaning));
        return new Shorthand(lower);
    }

    /** What a pack knows; nothing when it has no such file. */
    static Shorthand ofPack(String tag) {
        return of(PackFiles.pairs(tag + "/shorthand.csv", ','));
    }

    /** The text with everything short or dialectal written out; the same text when there is nothing of that kind in it. */
    String spelledOut(String text) {
        if (meanings.isEmpty()) {
            return text;
        }
        Matcher words = WORD.matcher(text);
        StringBuilder out = new StringBuilder(text.length() + 16);
        while (words.find()) {
            String word = words.group().toLowerCase(Locale.ROOT).replace('’', '\'');
            String meaning = meanings.get(word);
            String written =
                    meaning != null ? meaning : isChinese(word.codePointAt(0)) ? piecewise(word) : words.group();
            words.appendReplacement(out, Matcher.quoteReplacement(written));
        }
        return words.appendTail(out).toString();
    }

    private static boolean isChinese(int point) {
        return UnicodeScript.of(point) == UnicodeScript.HAN;
    }

    private String piecewise(String run) {
        StringBuilder out = new StringBuilder(run.length() + 8);
        int at = 0;
        while (at < run.length()) {
            int length = Math.min(longest, run.length() - at);
            String meaning = null;
            while (length > 0 && meaning == null) {
                meaning = meanings.get(run.substring(at, at + length));
                length = meaning == null ? length - 1 : length;
            }
            out.append(meaning == null ? run.substring(at, at + 1) : meaning);
            at += Math.max(1, length);
        }
        return out.toString();
    }
}
