package io.polyclerk.ai.understanding;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds details in a message of one language (English words are always known too): by their shape where the shape is telling, by the
 * word that announces them where it is not. A place in the text belongs to one detail only. Thread-safe.
 */
public final class SlotFinder {

    private static final Pattern EMAIL = Pattern.compile("[a-z0-9._%+'-]+@[a-z0-9-]+(?:\\.[a-z0-9-]+)++");
    private static final Pattern LINK = Pattern.compile("(?:https?://|www\\.)[^\\s\\p{IsHan}]+");
    private static final Pattern TRACKING_SHAPE = Pattern.compile("(?<![a-z0-9])(?:"
            + "1z[0-9a-z]{16}" // UPS
            + "|[a-z]{2}\\d{9}[a-z]{2}" // postal unions, S10
            + "|(?:sf|yt|jt|jd|lp|ems|zto|sto|yd|db|jjd|tba|cne|yw|gm|gv|nl|spx[a-z]{2}|jnap)[a-z]{0,3}\\d{9,20}[a-z]{0,2}"
            + "|9[2-5]\\d{18,20}" // USPS
            + ")(?![a-z0-9])");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![a-z0-9@.])#? ?[a-z]{0,5}[-_]?\\d[a-z0-9]*(?:[-_/.,:][a-z0-9]*\\d[a-z0-9]*)*+");
    /** "30 x 40 cm" and half past five are neither so many things nor their size. */
    private static final Pattern DIMENSION =
            Pattern.compile("(?<![\\d.,])\\d{2,4}(?:[.,]\\d+)? ?(?:x|×|х|乘|by|\\*|في) ?\\d{2,4}(?:[.,]\\d+)?(?!\\d)"
                    + "|(?<![\\d.,])\\d{1,4}(?: ?(?:x|×|х|乘|by|\\*|في) ?\\d{1,4}){1,2} ?(?:cm|mm|inch|zoll|см|мм|厘米|公分|センチ|ซม|सेमी|سم)"
                    + "|(?<!\\d)\\d{1,2} ?(?:giờ|時|点|點|시|uhr) ?\\d{2}(?!\\d)");

    private static final Pattern DATE = Pattern.compile(
            "(?<![\\d./-])(?:\\d{4}[-/.]\\d{1,2}[-/.][0-3]?\\d|[0-3]?\\d[-/.][0-3]?\\d[-/.](?:\\d{4}|\\d{2})|\\d{1,2}月\\d{1,2}[日号]?|\\d{1,2}월(?:"
                    + " ?\\d{1,2}일)?)(?![-/.]?\\d)");
    /** "1 299,00 €": a space parts the thousands. */
    private static final Pattern PARTED_NUMBER =
            Pattern.compile("(?<![\\d.,])\\d{1,3}(?: \\d{3})+(?:[.,]\\d{1,2})?(?!\\d)");

    /** Postcodes of letters and digits in two parts: British and Canadian ones. */
    private static final Pattern PARTED_POSTCODE = Pattern.compile(
            "(?<![a-z0-9])(?:[a-z]{1,2}\\d[a-z\\d]? \\d[a-z]{2}|[a-z]\\d[a-z] \\d[a-z]\\d)(?![a-z0-9])");

    private static final Pattern SIGN_BEFORE_DIGITS =
            Pattern.compile("^(?:rp|rs|rm|usd|eur|gbp|cny|rmb|inr|sar|aed|try|thb|vnd|krw|brl)(?=\\d)");
    private static final Pattern PORTUGUESE_SIZE = Pattern.compile("(?<![a-z0-9'’])(?:x?gg|xg)(?![a-z0-9'’])");
    private static final Pattern LETTER_SIZE =
            Pattern.compile("(?<![a-z0-9'’])(?:[2-6]?x{1,4}[ls]|xs|s|m|l)(?![a-z0-9'’\\p{IsLatin}])");
    private static final Pattern SIGN_BEFORE = Pattern.compile(
            "[$€£¥₹₽₩฿₫₺]\\s?$|(?<![a-z])(?:rp|rs|rm|usd|eur|gbp|cny|rmb|inr|sar|aed|try|thb|vnd|krw|brl)\\.?\\s?$");
    private static final Pattern SIGN_AFTER = Pattern.compile("^\\s?[$€£¥₹₽₩฿₫₺]");
    private static final int LONGEST_TEXT = 4_000;
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    /** Where "45k" is money. */
    private static final Map<String, Pattern> THOUSANDS = Map.of(
            "vi", Pattern.compile("\\d{1,5}(?:k|tr|ng|củ)"), "id", Pattern.compile("\\d{1,5}(?:k|rb|ribu|jt|juta)"));

    private static final int LONGEST_ORDER = 10;
    private static final int SIGN_WINDOW = 6;
    private static final int SHORTEST_PHONE = 6;

    /** Groups of four as on a card or a bank statement: no order and no phone is written so. */
    private static final Pattern CARD_OR_ACCOUNT = Pattern.compile(
            "(?<![\\w#])(?:(?:\\d{4}[ -]){3}\\d{1,7}|[a-z]{2}\\d{2}(?: [a-z0-9]{4}){2,7}(?: \\d{1,3})?)(?!\\w)");

    private final String language;
    private final List<SlotWords> languages;
    private final Announcements announcements;
    private final Pattern currencyAfter;
    private final Pattern timeAfter;
    private final Pattern measureAfter;
    private final Quantities quantities;
    private final SpokenNumbers spoken;
    private final NamedWords named;
    private final Addresses addresses;

    private static final ConcurrentHashMap<String, SlotFinder> FINDERS = new ConcurrentHashMap<>();

    private SlotFinder(String language) {
        this.language = language;
        languages = language.equals("en")
                ? List.of(SlotWords.of("en"))
                : List.of(SlotWords.of(language), SlotWords.of("en"));
        announcements = new Announcements(languages);
        currencyAfter = behind(Announcements.all(languages, SlotWords::currencies));
        List<SlotWords> everyday = everydayWords();
        timeAfter = behind(Announcements.all(everyday, SlotWords::time));
        measureAfter = behind(Announcements.all(languages, SlotWords::measures));
        quantities = new Quantities(languages);
        spoken = new SpokenNumbers(languages);
        named = new NamedWords(everyday);
        addresses = new Addresses(language, announcements);
    }

    /** English "am" and "tan" are other words in languages that share its letters; beside other scripts they are English. */
    private List<SlotWords> everydayWords() {
        SlotWords own = languages.get(0);
        boolean hasItsOwnLetters = own.digits().stream()
                .flatMap(List::stream)
                .anyMatch(word -> Character.UnicodeScript.of(word.codePointAt(0)) != Character.UnicodeScript.LATIN);
        return hasItsOwnLetters ? languages : List.of(own);
    }

    /** The finder for a language that has a pack. */
    public static SlotFinder of(String language) {
        return FINDERS.computeIfAbsent(language, SlotFinder::new);
    }

    private static Pattern behind(Collection<String> words) {
        return Pattern.compile("^[\\s-]?(?:" + Announcements.anyOf(words).pattern() + ")");
    }

    /** All details, in the order of the text. */
    public List<FoundSlot> find(String text) {
        PlainText plain = PlainText.of(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT));
        Findings findings = new Findings(plain);
        findings.addAll(EMAIL, Slot.EMAIL, match -> trimDots(match.group()));
        findings.claimAll(LINK);
        findings.claimAll(DIMENSION);
        findings.addAll(
                TRACKING_SHAPE, Slot.TRACKING_NUMBER, match -> match.group().toUpperCase(Locale.ROOT));
        findings.addAll(DATE, Slot.DATE, Matcher::group);
        named.findDates(plain.plain(), findings::add);
        findings.claimAll(CARD_OR_ACCOUNT);
        addresses.in(plain).forEach(findings::add);
        partedAmounts(plain.plain(), findings);
        findings.addAll(PARTED_POSTCODE, Slot.POSTCODE, match -> match.group().toUpperCase(Locale.ROOT));
        phones(plain, findings);
        numbers(plain, findings);
        spoken.find(plain.plain(), announcements).ifPresent(findings::add);
        named.find(plain.plain(), findings::add);
        letterSizes(plain, findings);
        if (language.equals("pt")) {
            findings.addAll(PORTUGUESE_SIZE, Slot.SIZE, match -> match.group().toUpperCase(Locale.ROOT));
        }
        return findings.inOrder();
    }

    private void partedAmounts(String plain, Findings findings) {
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

    /** What is a number of one of the countries comes before what only looks like one. */
    private void phones(PlainText plain, Findings findings) {
        if (plain.plain()
                        .chars()
                        .filter(Character::isDigit)
                        .limit(SHORTEST_PHONE)
                        .count()
                < SHORTEST_PHONE) {
            return;
        }
        for (Leniency leniency : List.of(Leniency.VALID, Leniency.POSSIBLE)) {
            for (String region : languages.get(0).regions()) {
                phones(plain, region, leniency, findings);
            }
        }
    }

    private void phones(PlainText plain, String region, Leniency leniency, Findings findings) {
        for (PhoneNumberMatch match : PHONES.findNumbers(plain.plain(), region, leniency, 50)) {
            if (findings.isFree(match.start(), match.end()) && looksLikePhone(plain.plain(), match)) {
                String number = PHONES.format(match.number(), PhoneNumberFormat.E164);
                findings.add(new FoundSlot(Slot.PHONE, number, match.start(), match.end()));
            }
        }
    }

    /** A bare run of digits may be anything; a phone number shows a plus, groups, a national prefix, or is announced. */
    private boolean looksLikePhone(String plain, PhoneNumberMatch match) {
        String raw = match.rawString();
        boolean marked = match.start() > 0 && "#@".indexOf(plain.charAt(match.start() - 1)) >= 0;
        boolean inCode = match.start() > 0 && isLatinLetter(plain.charAt(match.start() - 1))
                || match.end() < plain.length() && isLatinLetter(plain.charAt(match.end()));
        Optional<Announcements.Kind> announced = announcements.of(plain, match.start(), match.end());
        if (marked || inCode) {
            return false;
        }
        if (announced.isPresent()) {
            return announced.get() == Announcements.Kind.PHONE || raw.startsWith("+");
        }
        boolean valid = PHONES.isValidNumber(match.number());
        int digits = (int) raw.chars().filter(Character::isDigit).count();
        return raw.startsWith("+")
                || valid && raw.startsWith("00") && digits > 10
                || valid && digits >= 9 && (raw.startsWith("0") || raw.startsWith("(") || raw.matches(".*\\d[ -]\\d.*"))
                || valid && language.equals("zh") && raw.matches("1[3-9]\\d{9}")
                || valid && language.equals("hi") && raw.matches("[6-9]\\d{9}");
    }

    private static boolean isLatinLetter(char letter) {
        return letter >= 'a' && letter <= 'z';
    }

    private void numbers(PlainText plain, Findings findings) {
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

    private static void letterSizes(PlainText plain, Findings findings) {
        Matcher matcher = LETTER_SIZE.matcher(plain.plain());
        while (matcher.find()) {
            boolean alone = matcher.group().length() == 1;
            boolean upper = Character.isUpperCase(plain.original().charAt(matcher.start()));
            if ((!alone || upper) && findings.isFree(matcher.start(), matcher.end())) {
                findings.add(new FoundSlot(
                        Slot.SIZE, matcher.group().toUpperCase(Locale.ROOT), matcher.start(), matcher.end()));
            }
        }
    }

    private static String trimDots(String text) {
        return text.replaceFirst("[.-]+$", "");
    }
}
