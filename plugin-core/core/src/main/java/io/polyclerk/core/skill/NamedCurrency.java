package io.polyclerk.core.skill;

import com.ibm.icu.util.Currency;
import com.ibm.icu.util.ULocale;
import io.polyclerk.core.understanding.WordPattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which money a text speaks of, by the names and signs that ICU knows in its language and in English. Signs that several share tell nothing. */
final class NamedCurrency {

    private static final List<String> KNOWN = List.of(
            "EUR", "GBP", "CHF", "CNY", "JPY", "KRW", "INR", "RUB", "THB", "VND", "IDR", "TRY", "BRL", "AED", "SAR",
            "KWD", "EGP", "MXN", "PLN", "SEK", "USD");

    /** Letters that mean money only behind a number. */
    private static final Map<String, String> SIGNS = Map.of("円", "JPY", "원", "KRW", "元", "CNY", "块", "CNY");

    private static final Pattern BEHIND_NUMBER = Pattern.compile("[\\p{Nd}万萬만千천]\\s*([円원元块])");
    private static final Pattern LAST_WORD = Pattern.compile("^.* (?=\\p{IsLatin}{3,}$)");

    private NamedCurrency() {}

    /** ISO 4217 code; empty when none is named. */
    static Optional<String> in(String text, String language) {
        String plain = WordPattern.plain(text);
        return KNOWN.stream()
                .filter(code -> names(code, language).anyMatch(name -> holds(plain, name)))
                .findFirst()
                .or(() -> BEHIND_NUMBER
                        .matcher(plain)
                        .results()
                        .flatMap(sign -> Optional.ofNullable(SIGNS.get(sign.group(1))).stream())
                        .findFirst());
    }

    private static Stream<String> names(String code, String language) {
        Currency currency = Currency.getInstance(code);
        return Stream.of(ULocale.forLanguageTag(language), ULocale.ENGLISH)
                .flatMap(locale -> Stream.concat(
                        Stream.of(
                                code,
                                currency.getName(locale, Currency.SYMBOL_NAME, null),
                                currency.getName(locale, Currency.LONG_NAME, null)),
                        Stream.of("one", "few", "many", "other")
                                .map(count -> currency.getName(locale, Currency.PLURAL_LONG_NAME, count, null))))
                // "Dollars" are meant as US dollars by most who leave out whose.
                .flatMap(name -> Stream.of(name, LAST_WORD.matcher(name).replaceFirst("")))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct();
    }

    private static boolean holds(String text, String name) {
        return name.codePoints().anyMatch(Character::isLetter)
                ? WordPattern.of(name).matcher(text).find()
                : text.contains(name);
    }
}
