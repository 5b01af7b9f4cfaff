package io.polyclerk.core.understanding;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A line of a word list as a pattern: a word or several, {@code *} behind a stem. Immutable. */
public final class WordPattern {

    private static final Pattern WITHOUT_SPACES =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsHangul}]");

    private WordPattern() {}

    /** Finds whole words in plain text, but for stems and for scripts that put no space between words. */
    public static Pattern of(String line) {
        String plain = plain(line);
        boolean isStem = plain.endsWith("*");
        String word = isStem ? plain.substring(0, plain.length() - 1) : plain;
        boolean runsOn = WITHOUT_SPACES.matcher(word).find();
        return Pattern.compile((runsOn ? "" : "(?<![\\p{L}\\p{M}])")
                + Pattern.quote(word)
                + (runsOn || isStem ? "" : "(?![\\p{L}\\p{M}])"));
    }

    /** Text as it is searched: one form of each letter, small. */
    public static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
    }
}
