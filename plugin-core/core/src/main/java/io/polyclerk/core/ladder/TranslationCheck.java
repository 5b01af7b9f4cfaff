package io.polyclerk.core.ladder;

import io.polyclerk.core.ladder.Translation.Objection;
import java.text.Normalizer;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares a translation with its original without understanding either: numbers, codes, signs of currencies, addresses and links have to be the
 * same and as many. A month may be a number in one and a name in the other, since some languages have no names for months. Stateless.
 */
final class TranslationCheck {

    /** Chinese becomes four to five times as long in Latin letters. */
    private static final int LONGER = 6;

    private static final int LONGER_AT_LEAST = 200;

    /** What stands for a hidden detail. */
    private static final Pattern MARK = Pattern.compile("\\[[A-Z_]+_\\d+]");

    private static final Pattern LINK = Pattern.compile("(?i)(?:https?://|www\\.)[!-~]*[\\w/=#-]");
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");
    private static final Pattern CODE = Pattern.compile("[A-Z0-9]+(?:-[A-Z0-9]+)*");
    private static final Pattern SPACED =
            Pattern.compile("(?<!\\p{Nd})\\p{Nd}{1,3}(?:[ \\u00A0\\u202F]\\p{Nd}{3})+(?!\\p{Nd})");
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+(?:[.,'\\u2019\\u066B\\u066C]\\p{Nd}+)*");
    private static final Pattern MONTH = Pattern.compile("(?i)(\\p{Nd}{1,2}) ?[月월]|th[aá]ng (\\p{Nd}{1,2})");
    private static final Pattern SIGN = Pattern.compile("\\p{Sc}");
    private static final Pattern LETTERS_AT_NUMBER =
            Pattern.compile("(?<![A-Z])([A-Z]{3}) ?(?=\\p{Nd})|(?<=\\p{Nd}) ?([A-Z]{3})(?![A-Z])");
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());
    private static final int MONTHS = 12;

    /** One of the two texts, taken apart. */
    private record Text(
            String language,
            String plain,
            List<String> numbers,
            List<String> months,
            List<String> codes,
            List<String> currencies,
            List<String> addresses) {

        static Text of(String text, String language) {
            String spaceless =
                    SPACED.matcher(text).replaceAll(found -> found.group().replaceAll("[ \\u00A0\\u202F]", ""));
            String whole = Normalizer.normalize(spaceless, Normalizer.Form.NFKC);
            List<String> addresses = new ArrayList<>();
            String rest = whole;
            for (Pattern pattern : List.of(MARK, LINK, EMAIL)) {
                addresses.addAll(all(pattern, rest));
                rest = pattern.matcher(rest).replaceAll(" ");
            }
            return new Text(
                    language,
                    rest,
                    sorted(all(NUMBER, rest).stream().map(TranslationCheck::canonical)),
                    groups(MONTH, rest).map(TranslationCheck::canonical).toList(),
                    sorted(all(CODE, rest).stream().filter(Text::isMixed)),
                    sorted(Stream.concat(
                            all(SIGN, rest).stream(),
                            groups(LETTERS_AT_NUMBER, rest).filter(CURRENCIES::contains))),
                    sorted(addresses.stream().map(one -> one.toLowerCase(Locale.ROOT))));
        }

        private static boolean isMixed(String code) {
            return code.chars().anyMatch(Character::isDigit) && code.chars().anyMatch(Character::isLetter);
        }

        private static List<String> sorted(Stream<String> texts) {
            return texts.sorted().toList();
        }

        /** Whether a month of this text that the other does not have as a number stands there by its name. */
        boolean saysByName(String month, Text other) {
            int number = month.length() <= 2 ? Integer.parseInt(month) : 0;
            return months.contains(month) && number >= 1 && number <= MONTHS && other.names(Month.of(number));
        }

        private boolean names(Month month) {
            Locale locale = Locale.forLanguageTag(language);
            return Stream.of(TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE)
                    .map(style -> month.getDisplayName(style, locale).toLowerCase(locale))
                    .map(name -> name.endsWith(".") ? name.substring(0, name.length() - 1) : name)
                    .anyMatch(name -> plain.toLowerCase(locale).contains(name));
        }
    }

    private TranslationCheck() {}

    /** @return why the translation is not shown; empty when it may be */
    static Optional<Objection> objection(String original, String from, String translation, String to) {
        if (translation.isBlank()) {
            return Optional.of(Objection.EMPTY);
        }
        if (translation.length() > LONGER_AT_LEAST + LONGER * original.length()) {
            return Optional.of(Objection.TOO_LONG);
        }
        Text one = Text.of(original, from);
        Text other = Text.of(translation, to);
        if (!one.addresses().equals(other.addresses())) {
            return Optional.of(Objection.ADDRESS);
        }
        if (!one.codes().equals(other.codes())) {
            return Optional.of(Objection.CODE);
        }
        if (!one.currencies().equals(other.currencies())) {
            return Optional.of(Objection.CURRENCY);
        }
        return isSame(one, other) ? Optional.empty() : Optional.of(Objection.NUMBER);
    }

    private static boolean isSame(Text one, Text other) {
        return without(one.numbers(), other.numbers()).stream().allMatch(month -> one.saysByName(month, other))
                && without(other.numbers(), one.numbers()).stream().allMatch(month -> other.saysByName(month, one));
    }

    private static List<String> without(List<String> all, List<String> less) {
        List<String> left = new ArrayList<>(all);
        less.forEach(left::remove);
        return left;
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }

    private static Stream<String> groups(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(found -> found.group(1) == null ? found.group(2) : found.group(1));
    }

    /**
     * A number in European digits with a point before its fraction. A sign with exactly three digits behind it groups thousands, so that 1,250 and 1.250
     * are the same and 1.5 and 15 are not.
     */
    private static String canonical(String number) {
        StringBuilder canonical = new StringBuilder();
        String[] parts = number.split("[^\\p{Nd}]");
        for (int i = 0; i < parts.length; i++) {
            if (i > 0 && parts[i].codePointCount(0, parts[i].length()) != 3) {
                canonical.append('.');
            }
            parts[i].codePoints().forEach(point -> canonical.append(Character.digit(point, 10)));
        }
        return canonical.toString();
    }
}
