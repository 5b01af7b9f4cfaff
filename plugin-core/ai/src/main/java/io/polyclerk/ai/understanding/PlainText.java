package io.polyclerk.ai.understanding;

import java.util.Locale;

/**
 * A text in which patterns can be looked for, as long as the original, so that places in it are places in the original: digits of
 * every script and full-width letters and signs become ASCII, letters become lower case where that keeps the length.
 */
record PlainText(String original, String plain) {

    static PlainText of(String original) {
        StringBuilder plain = new StringBuilder(original.length());
        for (int i = 0; i < original.length(); i++) {
            plain.append(plain(original.charAt(i)));
        }
        return new PlainText(original, plain.toString());
    }

    private static char plain(char letter) {
        if (letter < 0x80) {
            return Character.toLowerCase(letter);
        }
        if (Character.isDigit(letter)) {
            return (char) ('0' + Character.digit(letter, 10));
        }
        if (letter >= 0xFF01 && letter <= 0xFF5E) {
            return Character.toLowerCase((char) (letter - 0xFEE0));
        }
        return switch (letter) {
            case '\u3000', '\u00a0', '\u202f', '\u2009' -> ' ';
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212' -> '-';
            case '\u066b' -> '.';
            case '\u066c', '\u060c' -> ',';
            case '№' -> '#';
            default -> {
                if (letter == 'İ') {
                    yield 'i';
                }
                String lower = String.valueOf(letter).toLowerCase(Locale.ROOT);
                yield lower.length() == 1 ? lower.charAt(0) : letter;
            }
        };
    }
}
