package io.polyclerk.ai.understanding;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import java.util.regex.Pattern;

/**
 * Brings the many ways of writing one thing together, for models and not for people: full-width and Arabic forms, digits of every
 * script, traditional Chinese, elongation ("pleeease"), and details such as numbers and addresses, which become marks. Thread-safe.
 */
final class TextNormalizer {

    /** Begins a mark that stands for a detail; no message contains it. */
    static final char MARK = '\uE000';

    private static final int LONGEST = 2_000;
    private static final Normalizer2 COMPOSED = Normalizer2.getNFKCInstance();
    private static final Normalizer2 DECOMPOSED = Normalizer2.getNFDInstance();
    private static final Normalizer2 RECOMPOSED = Normalizer2.getNFCInstance();
    private static final ThreadLocal<Transliterator> SIMPLIFIED =
            ThreadLocal.withInitial(() -> Transliterator.getInstance("Traditional-Simplified"));
    private static final Pattern LINK = Pattern.compile("(?:https?://|www\\.)\\S+");
    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)++");
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{?[^}]{0,60}}?}|<[a-z_ ]{2,30}>|\\[[a-z_ ]{2,30}]");
    private static final Pattern CODE = Pattern.compile(
            "#?(?=[a-z0-9-]{0,40}\\d[a-z0-9-]{0,40}\\d)(?=[a-z0-9-]{0,40}[a-z])[a-z0-9][a-z0-9-]{4,40}");
    private static final Pattern LONG_NUMBER = Pattern.compile("[#№]?\\+?\\d[\\d .,/-]{0,30}\\d{2,}[\\d-]{0,10}");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,:]\\d+)*+");
    private static final Pattern ELONGATED = Pattern.compile("(\\p{L})\\1{2,}");

    private TextNormalizer() {}

    static String normalize(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        String plain = simplifyChinese(letters(COMPOSED.normalize(cut)));
        plain = LINK.matcher(plain).replaceAll(mark("link"));
        plain = EMAIL.matcher(plain).replaceAll(mark("mail"));
        plain = PLACEHOLDER.matcher(plain).replaceAll(mark("num"));
        plain = CODE.matcher(plain).replaceAll(mark("num"));
        plain = LONG_NUMBER.matcher(plain).replaceAll(mark("num"));
        plain = NUMBER.matcher(plain).replaceAll(mark("n"));
        return ELONGATED.matcher(plain).replaceAll("$1");
    }

    private static String mark(String name) {
        return " " + MARK + name + " ";
    }

    private static String letters(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(point -> letter(point, plain));
        return plain.toString();
    }

    private static void letter(int point, StringBuilder plain) {
        boolean invisible = Character.getType(point) == Character.FORMAT
                || point == '\u0640'
                || point >= '\u064B' && point <= '\u0652'
                || point == MARK;
        if (invisible) {
            return;
        }
        if (Character.isDigit(point)) {
            plain.append(Character.digit(point, 10));
            return;
        }
        switch (point) {
            case 'أ', 'إ', 'آ', 'ٱ' -> plain.append('ا');
            case 'ى', 'ئ' -> plain.append('ي');
            case 'ة' -> plain.append('ه');
            case 'ؤ' -> plain.append('و');
            case 'ё', 'Ё' -> plain.append('е');
            case 'ß' -> plain.append("ss");
            case 'İ', 'ı' -> plain.append('i');
            case '’', '‘', '`', '´' -> plain.append('\'');
            case '؟' -> plain.append('?');
            default -> plain.appendCodePoint(Character.toLowerCase(point));
        }
    }

    private static String simplifyChinese(String text) {
        boolean han = false;
        for (int i = 0; i < text.length(); i++) {
            switch (Character.UnicodeScript.of(text.charAt(i))) {
                case HAN -> han = true;
                case HIRAGANA, KATAKANA -> {
                    return text;
                }
                default -> {}
            }
        }
        return han ? SIMPLIFIED.get().transliterate(text) : text;
    }

    /** Latin letters without their marks; other scripts stay as they are. */
    static String withoutLatinMarks(String word) {
        String decomposed = DECOMPOSED.normalize(word);
        StringBuilder bare = new StringBuilder(decomposed.length());
        boolean latin = false;
        for (int i = 0; i < decomposed.length(); i++) {
            char letter = decomposed.charAt(i);
            boolean combining = letter >= '\u0300' && letter <= '\u036F';
            if (combining && latin) {
                continue;
            }
            latin = combining ? latin : letter < '\u0250';
            bare.append(letter == 'đ' ? 'd' : letter);
        }
        return RECOMPOSED.normalize(bare);
    }
}
