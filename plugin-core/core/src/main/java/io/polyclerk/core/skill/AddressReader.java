package io.polyclerk.core.skill;

import com.ibm.icu.util.ULocale;
import io.polyclerk.spi.store.Address;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an address of a shopper's words: parts on lines of their own or between commas, a country in any of the bot's languages, and a
 * postcode beside its town. Says nothing rather than guess when street, town and postcode cannot be told apart; the shopper confirms
 * what was understood in any case.
 */
final class AddressReader {

    private static final Pattern SEPARATORS = Pattern.compile("\\s*[\\n,;、，；]+\\s*");
    private static final Pattern COUNTRY_IN_FRONT = Pattern.compile("^([A-Za-z]{1,2})-(?=\\d)");
    /** Letters and digits with a digit in them, also in two groups such as "SW1A 1AA", "1012 AB" or "110 00". */
    private static final Pattern POSTCODE = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:〒?\\d{3}-?\\d{4}|\\d{5}-\\d{4}|\\d{4} ?[A-Z]{2}|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}"
                    + "|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d|[A-Z]\\d[\\dW] ?[A-Z\\d]{4}|\\d{3} \\d{2}|\\d{5}-\\d{3}|\\d{2}-\\d{3}|\\d{4,6})(?![\\p{L}\\p{N}])",
            Pattern.CASE_INSENSITIVE);

    /** "New address: …" */
    private static final Pattern LABEL = Pattern.compile("^[^\\p{Nd}:]{2,40}:\\s*(?=\\S)");

    private static final Pattern ONE_LINE =
            Pattern.compile("(?<code>〒?\\d{3}-?\\d{4})\\s*(?<town>(?:\\S{2,4}?[都道府県])?\\S{1,8}?[市区郡])(?<street>\\S.*)");

    private static final int LONGEST = 400;
    private static final Map<String, String> COUNTRIES = countries();

    /** Behind the town without a comma, as in "75001 Paris France" or "Paris (Frankreich)". */
    private static final Pattern COUNTRY_BEHIND = Pattern.compile("[\\s(]+("
            + COUNTRIES.keySet().stream()
                    .filter(name -> name.length() > 2)
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|"))
            + ")\\s*\\)?$");

    private AddressReader() {}

    /** What was read. @param countryNamed whether the shopper has named the country, rather than that it stays as it was */
    record Read(Address address, boolean countryNamed) {}

    /** @param current where the order would go now: gives the country when none is written */
    static Optional<Read> read(String text, Optional<Address> current) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        if (plain.length() > LONGEST || plain.codePoints().anyMatch(AddressReader::isNoLetterOfAnAddress)) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>(Stream.of(SEPARATORS.split(plain))
                .map(part -> part.strip().replaceAll("[.。]$", ""))
                .filter(part -> !part.isEmpty())
                .toList());
        if (!parts.isEmpty()) {
            parts.set(0, LABEL.matcher(parts.get(0)).replaceFirst(""));
        }
        String country = country(parts);
        if (parts.size() == 1) {
            parts.addAll(0, streetOfOneLine(parts));
        }
        int code = postcodePart(parts);
        if (parts.size() < 2 || code < 0) {
            return Optional.empty();
        }
        Matcher postcode = POSTCODE.matcher(parts.get(code));
        postcode.find();
        String found = postcode.group().replace("〒", "").strip().toUpperCase(Locale.ROOT);
        String rest = (parts.get(code).substring(0, postcode.start())
                        + " "
                        + parts.get(code).substring(postcode.end()))
                .replaceAll("\\s+", " ")
                .strip();
        parts.remove(code);
        // A postcode on its own stands beside its town: the part before it, else the one after.
        String city = rest.isEmpty() && parts.size() >= 2
                ? parts.remove(Math.min(Math.max(1, code - 1), parts.size() - 1))
                : rest;
        if (city.isEmpty() || parts.isEmpty()) {
            return Optional.empty();
        }
        String line1 = parts.remove(0);
        String line2 = parts.isEmpty() ? null : String.join(", ", parts);
        return Optional.of(new Read(
                new Address(
                        null,
                        line1,
                        line2,
                        city,
                        null,
                        found,
                        country == null ? current.map(Address::countryCode).orElse(null) : country,
                        null),
                country != null));
    }

    /** In Chinese and Japanese an address is one line from the largest to the smallest: what stands behind the town is the street. */
    private static List<String> streetOfOneLine(List<String> parts) {
        Matcher line = ONE_LINE.matcher(parts.get(0));
        if (!line.matches()) {
            return List.of();
        }
        parts.set(0, line.group("code") + " " + line.group("town"));
        return List.of(line.group("street").strip());
    }

    /** Control characters and signs that only turn or hide text. */
    private static boolean isNoLetterOfAnAddress(int point) {
        int type = Character.getType(point);
        return type == Character.FORMAT
                || type == Character.CONTROL && point != '\n' && point != '\r' && point != '\t'
                || point == '<'
                || point == '>';
    }

    private static @Nullable String country(List<String> parts) {
        for (int i = parts.size() - 1; i > 0; i--) {
            String code = COUNTRIES.get(parts.get(i).toLowerCase(Locale.ROOT));
            if (code != null) {
                parts.remove(i);
                return code;
            }
            Matcher behind = COUNTRY_BEHIND.matcher(parts.get(i).toLowerCase(Locale.ROOT));
            if (behind.find()) {
                parts.set(i, parts.get(i).substring(0, behind.start()).strip());
                return COUNTRIES.get(behind.group(1));
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            Matcher prefix = COUNTRY_IN_FRONT.matcher(parts.get(i));
            if (prefix.find()) {
                String letters = prefix.group(1).toUpperCase(Locale.ROOT);
                parts.set(i, parts.get(i).substring(prefix.end()));
                return letters.equals("D") ? "DE" : letters.equals("F") ? "FR" : letters.length() == 2 ? letters : null;
            }
        }
        return null;
    }

    /** The last part with a postcode; the first part is the street, whose number may look like one. */
    private static int postcodePart(List<String> parts) {
        for (int i = parts.size() - 1; i > 0; i--) {
            if (POSTCODE.matcher(parts.get(i)).find()) {
                return i;
            }
        }
        return -1;
    }

    private static Map<String, String> countries() {
        Map<String, String> names = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            for (String language :
                    List.of("en", "zh", "pt", "ar", "es", "fr", "de", "ja", "ko", "ru", "th", "vi", "id", "tr", "hi")) {
                names.put(ULocale.getDisplayCountry("und-" + code, language).toLowerCase(Locale.ROOT), code);
            }
        }
        names.putAll(Map.of(
                "uk", "GB", "england", "GB", "great britain", "GB", "usa", "US", "u.s.a", "US", "holland", "NL"));
        return Map.copyOf(names);
    }
}
