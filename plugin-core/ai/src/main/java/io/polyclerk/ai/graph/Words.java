package io.polyclerk.ai.graph;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Words as they are compared: small letters, without accents; and the pattern by which a name is found in a text, inflected as its
 * script allows. Immutable.
 */
final class Words {

    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f\\u064b-\\u0655\\u0640]");
    private static final Pattern UNSPACED =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsHangul}]");
    /** A word of a script with spaces ends where such letters end: "iPhone吗" holds "iPhone". */
    private static final String LETTERS =
            "[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsHangul}]]";

    private static final String BEFORE = "(?<!" + LETTERS + ")";
    private static final String AFTER = "(?!" + LETTERS + ")";
    private static final int SHORTEST_INFLECTED = 5;

    private Words() {}

    static String plain(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        String bare = Normalizer.normalize(ACCENTS.matcher(decomposed).replaceAll(""), Normalizer.Form.NFC);
        return bare.toLowerCase(Locale.ROOT)
                .replace('ı', 'i')
                .replace('đ', 'd')
                .replace("ß", "ss")
                .replace('’', '\'')
                .replace('ى', 'ي')
                .replace('ة', 'ه')
                .replace('ё', 'е')
                .strip();
    }

    /** Finds a name in plain text. @param name plain */
    static Pattern pattern(String name) {
        if (UNSPACED.matcher(name).find()) {
            return Pattern.compile(Pattern.quote(name).replace(" ", "\\E\\s*\\Q"));
        }
        String[] tokens = name.split("[\\s-]+");
        StringBuilder pattern = new StringBuilder(BEFORE);
        for (int place = 0; place < tokens.length; place++) {
            if (place > 0) {
                pattern.append("[\\s-]+");
            }
            pattern.append(token(tokens[place]));
        }
        return Pattern.compile(pattern.append(AFTER).toString());
    }

    /** What stands in every text in which the pattern of this name is found. */
    static String hint(String name) {
        String first = name.split("[\\s-]+")[0];
        if (first.isEmpty() || UNSPACED.matcher(name).find()) {
            return first;
        }
        return switch (Character.UnicodeScript.of(first.codePointAt(0))) {
            case CYRILLIC -> first.length() < SHORTEST_INFLECTED - 1 ? first : stem(first);
            case ARABIC -> bareArabic(first);
            default -> first;
        };
    }

    private static String stem(String token) {
        return token.replaceFirst("[аеиоуыэюяйь]{1,2}$", "");
    }

    private static String token(String token) {
        if (token.isEmpty()) {
            return "";
        }
        return switch (Character.UnicodeScript.of(token.codePointAt(0))) {
            case CYRILLIC -> cyrillic(token);
            case ARABIC -> "[وف]?(?:ال|بال|لل|كال|[بلك])?" + Pattern.quote(bareArabic(token)) + "(?:ه|ها|ات)?";
            case LATIN ->
                Pattern.quote(token) + (token.length() >= SHORTEST_INFLECTED ? "\\p{L}{0,3}" : "")
                        + "(?:'\\p{L}{1,4})?";
            default -> Pattern.quote(token);
        };
    }

    /** Nouns change their last vowels. */
    private static String cyrillic(String token) {
        if (token.length() < SHORTEST_INFLECTED - 1) {
            return Pattern.quote(token);
        }
        return Pattern.quote(stem(token)) + "\\p{L}{0,4}";
    }

    private static String bareArabic(String token) {
        return token.startsWith("ال") && token.length() > 4 ? token.substring(2) : token;
    }
}
