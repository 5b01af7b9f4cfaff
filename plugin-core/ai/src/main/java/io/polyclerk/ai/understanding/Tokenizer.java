package io.polyclerk.ai.understanding;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/** Cuts a normalised text into words, also in scripts that write none apart. Thread-safe. */
final class Tokenizer {

    private static final ThreadLocal<BreakIterator> BREAKS =
            ThreadLocal.withInitial(() -> BreakIterator.getWordInstance(ULocale.ROOT));

    private Tokenizer() {}

    /** Words, marks, question and exclamation marks and emoji, in order. */
    static List<String> words(String normalized) {
        BreakIterator breaks = BREAKS.get();
        breaks.setText(normalized);
        List<String> words = new ArrayList<>();
        StringBuilder mark = new StringBuilder();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            String piece = normalized.substring(start, end);
            if (piece.charAt(0) == TextNormalizer.MARK) {
                mark.append(piece);
            } else if (!mark.isEmpty() && Character.isLetter(piece.charAt(0))) {
                words.add(mark.append(piece).toString());
                mark.setLength(0);
            } else if (counts(piece)) {
                words.add(piece);
            }
        }
        return words;
    }

    private static boolean counts(String piece) {
        int first = piece.codePointAt(0);
        return Character.isLetterOrDigit(first)
                || first == '?'
                || first == '!'
                || UCharacter.hasBinaryProperty(first, UProperty.EMOJI_PRESENTATION);
    }

    /** Whether a letter belongs to a script that does not put spaces between words. */
    static boolean isWrittenWithoutSpaces(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            // Korean puts spaces between phrases, and endings on words.
            case HAN, HIRAGANA, KATAKANA, THAI, HANGUL -> true;
            default -> false;
        };
    }
}
