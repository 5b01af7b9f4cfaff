package io.polyclerk.core.identity;

import io.polyclerk.spi.message.Sender;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a shopper gives as proof with what the store holds for one order: e-mail address, phone number or postcode. What the
 * shopper gives is a claim; it is never used to search.
 */
public final class ProofMatcher {

    // Also where a script without spaces touches Latin letters or digits, as in "邮编10115".
    private static final Pattern SEPARATORS = Pattern.compile("[\\s,:;()<>\"“”«»，、：；（）]+"
            + "|(?<=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsThai}])(?=[A-Za-z0-9+])"
            + "|(?<=[A-Za-z0-9])(?=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsThai}])");
    private static final Pattern EDGES = Pattern.compile("^[.!?。！？]+|[.!?。！？]+$");

    private static final int SHORTEST_PHONE = 8;
    static final int SHORTEST_POSTCODE = 3;
    private static final int LONGEST_RUN = 6;

    // A message that lists many numbers or addresses is guessing, not proving.
    private static final int MOST_EMAILS = 2;
    private static final int MOST_PHONE_GROUPS = 7;
    private static final int MOST_POSTCODE_GROUPS = 3;

    private ProofMatcher() {}

    /**
     * Whether the platform itself vouches for the sender: a signed-in customer, or a phone number that it has verified.
     *
     * @param ofThisStore whether the sender's customer id is one of the store that holds the order
     */
    public static boolean provenByPlatform(Sender sender, Order order, boolean ofThisStore) {
        String customer = sender.verifiedCustomerId();
        if (ofThisStore && customer != null && customer.equals(order.customer().id())) {
            return true;
        }
        String phone = sender.verifiedPhone();
        return phone != null && phones(order).anyMatch(held -> samePhone(held, phone));
    }

    /**
     * Whether any of the shopper's words proves the order.
     *
     * @param text what the shopper wrote
     * @param orderNumber never counts as proof, though it may look like a postcode
     */
    public static boolean provenByWords(String text, String orderNumber, Order order) {
        List<String> words = claims(text, orderNumber);
        long emails = words.stream().filter(word -> word.indexOf('@') > 0).count();
        long numbers = words.stream().filter(ProofMatcher::hasDigit).count();
        return emails <= MOST_EMAILS
                        && words.stream()
                                .anyMatch(word -> sameEmail(order.customer().email(), word))
                || numbers <= MOST_PHONE_GROUPS
                        && phones(order).anyMatch(held -> runs(words).anyMatch(run -> samePhone(held, run)))
                || numbers <= MOST_POSTCODE_GROUPS
                        && postcodes(order).anyMatch(held -> runs(words).anyMatch(run -> samePostcode(held, run)));
    }

    static List<String> claims(String text, String orderNumber) {
        return Stream.of(SEPARATORS.split(text))
                .map(word -> EDGES.matcher(word).replaceAll(""))
                .filter(word -> !word.isEmpty() && !letterDigits(word).equals(letterDigits(orderNumber)))
                .toList();
    }

    static boolean hasDigit(String word) {
        return word.codePoints().anyMatch(Character::isDigit);
    }

    private static boolean sameEmail(@Nullable String held, String given) {
        return held != null && !held.isBlank() && lower(held.strip()).equals(lower(given.strip()));
    }

    /** Letters from A to Z only: elsewhere upper and lower case bring together what merely looks alike, such as a dotless i. */
    static String lower(String text) {
        StringBuilder lower = new StringBuilder();
        text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return lower.toString();
    }

    /** Numbers are equal when the shorter, without leading zeros, ends the longer: country codes are written or left out. */
    static boolean samePhone(String held, String given) {
        if (!given.chars().allMatch(c -> Character.isDigit(c) || "+-./() ".indexOf(c) >= 0)) {
            return false;
        }
        String one = digits(held).replaceFirst("^0+", "");
        String other = digits(given).replaceFirst("^0+", "");
        return Math.min(one.length(), other.length()) >= SHORTEST_PHONE && (one.endsWith(other) || other.endsWith(one));
    }

    static boolean samePostcode(String held, String given) {
        String one = letterDigits(held);
        return one.length() >= SHORTEST_POSTCODE && one.equals(letterDigits(given));
    }

    private static Stream<String> phones(Order order) {
        return Stream.of(order.customer().phone(), phone(order.billingAddress()), phone(order.shippingAddress()))
                .filter(Objects::nonNull);
    }

    private static @Nullable String phone(@Nullable Address address) {
        return address == null ? null : address.phone();
    }

    private static Stream<String> postcodes(Order order) {
        return Stream.of(postcode(order.billingAddress()), postcode(order.shippingAddress()))
                .filter(Objects::nonNull);
    }

    private static @Nullable String postcode(@Nullable Address address) {
        return address == null ? null : address.postcode();
    }

    /** Neighbouring words together, since numbers and postcodes are often written with spaces. */
    static Stream<String> runs(List<String> words) {
        List<String> runs = new ArrayList<>();
        for (int first = 0; first < words.size(); first++) {
            StringBuilder run = new StringBuilder();
            for (int last = first; last < Math.min(words.size(), first + LONGEST_RUN); last++) {
                run.append(words.get(last));
                runs.add(run.toString());
            }
        }
        return runs.stream();
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.codePoints().filter(Character::isDigit).forEach(point -> digits.append(Character.digit(point, 10)));
        return digits.toString();
    }

    static String letterDigits(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(point -> kept.append(
                        Character.isDigit(point)
                                ? String.valueOf(Character.digit(point, 10))
                                : Character.toString(point)));
        return kept.toString().toUpperCase(Locale.ROOT);
    }
}
