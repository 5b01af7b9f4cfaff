package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Phone numbers as people write them. The shop compares texts; here they are compared as numbers. */
final class Phones {

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final Pattern LAST_DIGITS = Pattern.compile("(?:\\d\\D*){3}\\d$");
    /** Between groups of digits. */
    private static final List<String> SEPARATORS = List.of(" ", "-", ".");

    private Phones() {}

    static Optional<PhoneNumber> parsed(String phone) {
        try {
            return Optional.of(PHONES.parse(phone, "ZZ"));
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    /** The last digits, in each way that the number's own country groups them. */
    static Set<String> endings(PhoneNumber number) {
        Set<String> endings = new TreeSet<>();
        for (PhoneNumberFormat format : PhoneNumberFormat.values()) {
            Matcher ending = LAST_DIGITS.matcher(PHONES.format(number, format));
            if (ending.find()) {
                endings.add(ending.group());
            }
        }
        return endings;
    }

    /** The same in groups of two and of three, as many people write numbers whatever their country does. */
    static List<String> groupedEndings(PhoneNumber number) {
        String digits = PHONES.format(number, PhoneNumberFormat.E164);
        int end = digits.length();
        return Stream.of(2, 3)
                .flatMap(size -> SEPARATORS.stream()
                        .map(between -> digits.substring(end - 4, end - size) + between + digits.substring(end - size)))
                .toList();
    }

    /** Whether this is the number of who pays for the order. A delivery's phone is somebody else's. */
    static boolean isBilledTo(PhoneNumber wanted, JsonNode order) {
        // A guest may leave the country of the bill open; the parcel then tells how the number is meant.
        String country = Stream.of("/billing/country", "/shipping/country")
                .map(place -> order.at(place).asText())
                .filter(code -> !code.isBlank() && !code.equals("null"))
                .findFirst()
                .orElse("ZZ");
        try {
            PhoneNumber written = PHONES.parse(order.at("/billing/phone").asText(), country);
            return written.getCountryCode() == wanted.getCountryCode()
                    && written.getNationalNumber() == wanted.getNationalNumber()
                    && written.isItalianLeadingZero() == wanted.isItalianLeadingZero();
        } catch (NumberParseException notANumber) {
            return false;
        }
    }
}
