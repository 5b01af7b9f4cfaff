package io.polyclerk.ai.understanding;

import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what a number in a message is: by the word that announces it, by the sign or unit beside it, by its shape. Thread-safe. */
final class Numbers {

    /** "1001,1002" and "1001/1002" are two. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![a-z0-9@.])#? ?[a-z]{0,5}[-_]?\\d[a-z0-9]*(?:(?:[-_.:]|[/,](?!(?<=\\d{4}[/,])\\d{4}))[a-z0-9]*\\d[a-z0-9]*)*+");

    /** "1 299,00 €": a space parts the thousands. */
    private static final Pattern PARTED_NUMBER =
            Pattern.compile("(?<![\\d.,])\\d{1,3}(?: \\d{3})+(?:[.,]\\d{1,2})?(?!\\d)");

    private static final Pattern SIGN_BEFORE_DIGITS =
            Pattern.compile("^(?:rp|rs|rm|usd|eur|gbp|cny|rmb|inr|sar|aed|try|thb|vnd|krw|brl)(?=\\d)");
    private static final Pattern SIGN_BEFORE = Pattern.compile(
            "[$€£¥₹₽₩฿₫₺]\\s?$|(?<![a-z])(?:rp|rs|rm|usd|eur|gbp|cny|rmb|inr|sar|aed|try|thb|vnd|krw|brl)\\.?\\s?$");
    private static final Pattern SIGN_AFTER = Pattern.compile("^\\s?[$€£¥₹₽₩฿₫₺]");

    /** Where "45k" is money. */
    private static final Map<String, Pattern> THOUSANDS = Map.of(
            "vi", Pattern.compile("\\d{1,5}(?:k|tr|ng|củ)"), "id", Pattern.compile("\\d{1,5}(?:k|rb|ribu|jt|juta)"));

    /** "Order 53…? 60311": who breaks off begins again. */
    private static final Pattern CUT_OFF_BEHIND = Pattern.compile("\\s?(?:…|\\.{2,}).{0,40}\\d{4}", Pattern.DOTALL);

    private static final int CUT_OFF = 3;
    private static final int LONGEST_ORDER = 10;
    private static final int SIGN_WINDOW = 6;

    private final String language;
    private final Announcements announcements;
    private final Pattern currencyAfter;
    private final Pattern timeAfter;
    private final Pattern measureAfter;
    private final Quantities quantities;

    /** @param languages whose words are known @param everyday those of them whose short words mean nothing else in the language */
    Numbers(String language, List<SlotWords> languages, List<SlotWords> everyday, Announcements announcements) {
        this.language = language;
        this.announcements = announcements;
        currencyAfter = behind(Announcements.all(languages, SlotWords::currencies));
        timeAfter = behind(Announcements.all(everyday, SlotWords::time));
        measureAfter = behind(Announcements.all(languages, SlotWords::measures));
        quantities = new Quantities(languages);
    }

    private static Pattern behind(Collection<String> words) {
        return Pattern.compile("^[\\s-]?(?:" + Announcements.anyOf(words).pattern() + ")");
    }

    /** Amounts whose thousands are parted by a space. */
    void partedAmounts(String plain, Findings findings) {
        Matcher matcher = PARTED_NUMBER.matcher(plain);
        while (matcher.find()) {
            String after = plain.substring(matcher.end(), Math.min(plain.length(), matcher.end() + 24));
            String before = plain.substring(Math.max(0, matcher.start() - SIGN_WINDOW), matcher.start());
            if (SIGN_BEFORE.matcher(before).find() || hasSignBehind(after)) {
                findings.add(new FoundSlot(Slot.AMOUNT, matcher.group(), matcher.start(), matcher.end()));
            }
        }
    }

    private boolean hasSignBehind(String after) {
        return SIGN_AFTER.matcher(after).find() || currencyAfter.matcher(after).find();
    }

    /** Order numbers, tracking numbers, amounts, quantities and what else a run of digits may be. */
    void find(PlainText plain, Findings findings) {
        Matcher matcher = NUMBER.matcher(plain.plain());
        while (matcher.find()) {
            int start = matcher.start();
            Matcher sign = SIGN_BEFORE_DIGITS.matcher(matcher.group());
            start += sign.find() ? sign.end() : 0;
            // "66012,2026-02-11": what is left before a date is a number of its own.
            int end = findings.freeUntil(start, matcher.end());
            while (end > start && ",.:/ -".indexOf(plain.plain().charAt(end - 1)) >= 0) {
                end--;
            }
            String token = plain.plain().substring(start, end);
            if (token.chars().anyMatch(Character::isDigit)) {
                Slot slot = slotOf(plain.plain(), start, end, token);
                if (slot != null) {
                    findings.add(new FoundSlot(slot, valueOf(slot, plain, start, end), start, end));
                }
            }
        }
    }

    private @org.jspecify.annotations.Nullable Slot slotOf(String plain, int start, int end, String token) {
        String after = plain.substring(end, Math.min(plain.length(), end + 24));
        String before = plain.substring(Math.max(0, start - SIGN_WINDOW), start);
        boolean marked = token.startsWith("#");
        String bare = token.replaceFirst("^# ?", "").strip();
        int digits = (int) bare.chars().filter(Character::isDigit).count();
        int letters = (int) bare.chars().filter(Character::isLetter).count();
        Optional<Announcements.Kind> announced = announcements.of(plain, start, end);
        if (digits <= CUT_OFF && CUT_OFF_BEHIND.matcher(plain.substring(end)).lookingAt()) {
            return null;
        }
        if (marked && digits >= 2) {
            return Slot.ORDER_NUMBER;
        }
        if (SIGN_BEFORE.matcher(before).find() && letters == 0 || hasSignBehind(after)) {
            return Slot.AMOUNT;
        }
        if (THOUSANDS.containsKey(language)
                && THOUSANDS.get(language).matcher(bare).matches()) {
            return Slot.AMOUNT;
        }
        // The orders of a young shop have two digits.
        boolean young = digits == 2
                && letters == 0
                && announced.filter(Announcements.Kind.ORDER::equals).isPresent()
                && announcements.isRightBefore(Announcements.Kind.ORDER, plain, start);
        if (announced.isPresent() && (young || letters + digits >= shortest(announced.get()))) {
            Slot slot = announcedSlot(announced.get(), digits, letters);
            if (slot != null && !(digits <= 3 && (timeAfter.matcher(after).find() || quantities.hasUnit(after)))) {
                return slot;
            }
        }
        if (digits <= 4
                && (timeAfter.matcher(after).find()
                        || measureAfter.matcher(after).find())) {
            return null;
        }
        if (bare.matches("[x×]\\d{1,2}|\\d{1,2}x")) {
            return Slot.QUANTITY;
        }
        if (letters == 0 && digits <= 3) {
            return quantities.isOne(plain, start, after, bare) ? Slot.QUANTITY : null;
        }
        return unannounced(bare, digits, letters);
    }

    private static @org.jspecify.annotations.Nullable Slot unannounced(String bare, int digits, int letters) {
        if (bare.indexOf('.') >= 0 || bare.indexOf(',') >= 0 || bare.indexOf(':') >= 0 || bare.indexOf('/') >= 0) {
            return null;
        }
        if (letters == 0) {
            boolean year = digits == 4 && bare.matches("(?:19|20)\\d\\d");
            return year ? null : digits >= 12 ? Slot.TRACKING_NUMBER : Slot.ORDER_NUMBER;
        }
        // Carriers' numbers are longer than any shop's.
        if (digits > LONGEST_ORDER - 1 && bare.matches("[a-z0-9]{12,34}")) {
            return Slot.TRACKING_NUMBER;
        }
        return digits >= 4 && letters <= 5 && bare.matches("[a-z]{1,5}[-_]?\\d{4,}[a-z]?|[a-z]{2,5}(?:-\\d{3,})+")
                ? Slot.ORDER_NUMBER
                : null;
    }

    private static int shortest(Announcements.Kind kind) {
        return switch (kind) {
            case ORDER -> 3;
            case TRACKING -> 8;
            case PHONE -> 7;
            case POSTCODE -> 3;
            case SIZE -> 1;
        };
    }

    private static @org.jspecify.annotations.Nullable Slot announcedSlot(
            Announcements.Kind kind, int digits, int letters) {
        return switch (kind) {
            case ORDER -> digits >= 2 ? Slot.ORDER_NUMBER : null;
            case TRACKING -> digits >= 4 ? Slot.TRACKING_NUMBER : null;
            case PHONE -> letters == 0 && digits >= 7 ? Slot.PHONE : null;
            case POSTCODE -> digits <= 9 ? Slot.POSTCODE : null;
            case SIZE -> digits <= 3 ? Slot.SIZE : null;
        };
    }

    private static String valueOf(Slot slot, PlainText plain, int start, int end) {
        String token = plain.plain().substring(start, end).strip();
        return switch (slot) {
            case ORDER_NUMBER, TRACKING_NUMBER, POSTCODE, SIZE, SKU ->
                token.replaceFirst("^# ?", "").replaceFirst("[-_./,:]+$", "").toUpperCase(Locale.ROOT);
            case QUANTITY -> token.replaceAll("[^0-9]", "");
            default -> token;
        };
    }
}
