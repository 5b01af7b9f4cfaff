package io.polyclerk.ai.redaction;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;
import org.apache.commons.validator.routines.checkdigit.VerhoeffCheckDigit;

/** National numbers of persons that carry a check digit. Each rule is published by the country's own authority. */
final class NationalIds {

    private static final String SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final int[] CHINESE_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHINESE_CHECKS = "10X98765432";
    private static final Pattern UNITED_STATES = Pattern.compile("(?!000|666|9)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}");

    private NationalIds() {}

    /** @param raw digits and letters as written, upper case, with its separators */
    static boolean isOne(String raw) {
        if (UNITED_STATES.matcher(raw).matches()) {
            return true;
        }
        String id = raw.replaceAll("[ ./-]", "");
        return switch (id.length()) {
            case 9 -> isSpanish(id);
            case 11 -> isBrazilian(id) || isTurkish(id) || isGerman(id);
            case 12 -> id.matches("[2-9]\\d{11}") && VerhoeffCheckDigit.VERHOEFF_CHECK_DIGIT.isValid(id);
            case 13 -> isThai(id) || isKorean(id);
            case 15 -> isFrench(id) || id.matches("784\\d{12}") && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(id);
            case 18 -> isChinese(id);
            default -> false;
        };
    }

    private static int digit(String id, int index) {
        return id.charAt(index) - '0';
    }

    private static boolean isSpanish(String id) {
        if (!id.matches("[XYZ\\d]\\d{7}[A-Z]")) {
            return false;
        }
        String number = id.substring(0, 8).replace('X', '0').replace('Y', '1').replace('Z', '2');
        return SPANISH_LETTERS.charAt(Integer.parseInt(number) % 23) == id.charAt(8);
    }

    private static boolean isBrazilian(String id) {
        return id.matches("\\d{11}")
                && !id.matches("(\\d)\\1{10}")
                && brazilianCheck(id, 9) == digit(id, 9)
                && brazilianCheck(id, 10) == digit(id, 10);
    }

    private static int brazilianCheck(String id, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += digit(id, i) * (length + 1 - i);
        }
        return sum * 10 % 11 % 10;
    }

    private static boolean isTurkish(String id) {
        if (!id.matches("[1-9]\\d{10}")) {
            return false;
        }
        int odd = 0;
        int even = 0;
        for (int i = 0; i < 9; i++) {
            odd += i % 2 == 0 ? digit(id, i) : 0;
            even += i % 2 == 1 ? digit(id, i) : 0;
        }
        int tenth = Math.floorMod(odd * 7 - even, 10);
        return tenth == digit(id, 9) && (odd + even + tenth) % 10 == digit(id, 10);
    }

    /** ISO 7064 mod 11, 10; the number never begins with zero and repeats at least one digit. */
    private static boolean isGerman(String id) {
        if (!id.matches("[1-9]\\d{10}") || id.chars().limit(10).distinct().count() > 9) {
            return false;
        }
        int product = 10;
        for (int i = 0; i < 10; i++) {
            int sum = (digit(id, i) + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == digit(id, 10);
    }

    private static boolean isThai(String id) {
        if (!id.matches("[1-8]\\d{12}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += digit(id, i) * (13 - i);
        }
        return (11 - sum % 11) % 10 == digit(id, 12);
    }

    private static boolean isKorean(String id) {
        if (!id.matches("\\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01])[1-8]\\d{6}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += digit(id, i) * (i % 8 + 2);
        }
        return (11 - sum % 11) % 10 == digit(id, 12);
    }

    private static boolean isFrench(String id) {
        return id.matches("[12]\\d{14}")
                && 97 - Long.parseLong(id.substring(0, 13)) % 97 == Long.parseLong(id.substring(13));
    }

    private static boolean isChinese(String id) {
        if (!id.matches("[1-9]\\d{5}(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01])\\d{3}[\\dX]")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += digit(id, i) * CHINESE_WEIGHTS[i];
        }
        return CHINESE_CHECKS.charAt(sum % 11) == id.charAt(17);
    }

    /** Names of the countries whose numbers are known, for the documentation. */
    static List<String> countries() {
        return List.of("BR", "CN", "DE", "ES", "FR", "IN", "KR", "AE", "TH", "TR", "US");
    }
}
