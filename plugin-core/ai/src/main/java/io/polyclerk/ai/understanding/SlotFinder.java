package io.polyclerk.ai.understanding;

import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Slot;
import java.util.List;
import java.util.Locale;
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
    /** "30 x 40 cm" and half past five are neither so many things nor their size. */
    private static final Pattern DIMENSION =
            Pattern.compile("(?<![\\d.,])\\d{2,4}(?:[.,]\\d+)? ?(?:x|×|х|乘|by|\\*|في) ?\\d{2,4}(?:[.,]\\d+)?(?!\\d)"
                    + "|(?<![\\d.,])\\d{1,4}(?: ?(?:x|×|х|乘|by|\\*|في) ?\\d{1,4}){1,2} ?(?:cm|mm|inch|zoll|см|мм|厘米|公分|センチ|ซม|सेमी|سم)"
                    + "|(?<!\\d)\\d{1,2} ?(?:giờ|時|点|點|시|uhr) ?\\d{2}(?!\\d)");

    private static final Pattern DATE = Pattern.compile(
            "(?<![\\d./-])(?:\\d{4}[-/.]\\d{1,2}[-/.][0-3]?\\d|[0-3]?\\d[-/.][0-3]?\\d[-/.](?:\\d{4}|\\d{2})|\\d{1,2}月\\d{1,2}[日号]?|\\d{1,2}월(?:"
                    + " ?\\d{1,2}일)?)(?![-/.]?\\d)");

    /** Postcodes of letters and digits in two parts: British and Canadian ones. */
    private static final Pattern PARTED_POSTCODE = Pattern.compile(
            "(?<![a-z0-9])(?:[a-z]{1,2}\\d[a-z\\d]? \\d[a-z]{2}|[a-z]\\d[a-z] \\d[a-z]\\d)(?![a-z0-9])");

    private static final Pattern PORTUGUESE_SIZE = Pattern.compile("(?<![a-z0-9'’])(?:x?gg|xg)(?![a-z0-9'’])");
    private static final Pattern LETTER_SIZE =
            Pattern.compile("(?<![a-z0-9'’])(?:[2-6]?x{1,4}[ls]|xs|s|m|l)(?![a-z0-9'’\\p{IsLatin}])");
    private static final int LONGEST_TEXT = 4_000;

    /** Groups of four as on a card or a bank statement: no order and no phone is written so. */
    private static final Pattern CARD_OR_ACCOUNT = Pattern.compile(
            "(?<![\\w#])(?:(?:\\d{4}[ -]){3}\\d{1,7}|[a-z]{2}\\d{2}(?: [a-z0-9]{4}){2,7}(?: \\d{1,3})?)(?!\\w)");

    private final String language;
    private final List<SlotWords> languages;
    private final Announcements announcements;
    private final PhoneNumbers phones;
    private final Numbers numbers;
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
        List<SlotWords> everyday = everydayWords();
        phones = new PhoneNumbers(language, languages.get(0).regions(), announcements);
        numbers = new Numbers(language, languages, everyday, announcements);
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
        for (FoundSlot address : addresses.in(plain)) {
            findings.add(address);
            addresses.postcodeOf(plain, address).ifPresent(findings::add);
        }
        numbers.partedAmounts(plain.plain(), findings);
        findings.addAll(PARTED_POSTCODE, Slot.POSTCODE, match -> match.group().toUpperCase(Locale.ROOT));
        phones.find(plain, findings);
        numbers.find(plain, findings);
        spoken.find(plain.plain(), announcements).ifPresent(findings::add);
        named.find(plain.plain(), findings::add);
        letterSizes(plain, findings);
        if (language.equals("pt")) {
            findings.addAll(PORTUGUESE_SIZE, Slot.SIZE, match -> match.group().toUpperCase(Locale.ROOT));
        }
        return findings.inOrder();
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
