package io.polyclerk.ai.redaction;

import io.polyclerk.ai.redaction.PersonalData.Type;
import io.polyclerk.ai.understanding.LocalInterpreter;
import io.polyclerk.ai.understanding.PersonalWords;
import io.polyclerk.ai.understanding.SlotFinder;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Slot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.IBANValidator;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/**
 * Finds and masks what tells who somebody is: e-mail addresses, phone numbers, cards, bank accounts, national numbers, postal addresses
 * and secrets that people write down. Order numbers, tracking numbers, prices and product codes stay. Thread-safe.
 */
public final class Redactor {

    private static final Pattern IBAN = Pattern.compile("(?<![A-Z0-9])[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{1,4}){3,9}");
    private static final Pattern CARD = Pattern.compile("(?<![\\d#])\\d(?:[ -]?\\d){12,18}(?!\\d)");
    private static final Pattern NATIONAL =
            Pattern.compile("(?<![A-Z0-9#])(?:[XYZ]?\\d[\\d ./-]{6,22}[\\dA-Z]|\\d{17}X)(?![A-Z0-9])");
    private static final int SHORTEST_IBAN = 15;
    private static final int LONGEST = 20_000;

    private final LocalInterpreter languages;

    public Redactor(LocalInterpreter languages) {
        this.languages = languages;
    }

    /** A text with marks such as {@code [email]} in place of personal data, and where that was in the original. */
    public record Redacted(String text, List<PersonalData> spans) {
        public Redacted {
            spans = List.copyOf(spans);
        }
    }

    /** The language that a text is read in. */
    public String languageOf(String text) {
        return languages.languageOf(text);
    }

    public Redacted redact(String text) {
        return redact(text, languages.languageOf(text));
    }

    /** @param language of the text, which has a pack */
    public Redacted redact(String text, String language) {
        List<PersonalData> spans = find(text.length() <= LONGEST ? text : text.substring(0, LONGEST), language);
        StringBuilder masked = new StringBuilder();
        int at = 0;
        for (PersonalData span : spans) {
            masked.append(text, at, span.start())
                    .append('[')
                    .append(span.type().name().toLowerCase(Locale.ROOT))
                    .append(']');
            at = span.end();
        }
        return new Redacted(masked.append(text, at, text.length()).toString(), spans);
    }

    private static List<PersonalData> find(String text, String language) {
        PersonalWords words = PersonalWords.of(language);
        String plain = PersonalWords.plain(text);
        String upper = plain.toUpperCase(Locale.ROOT);
        List<FoundSlot> slots = SlotFinder.of(language).find(text);
        Findings findings = new Findings();
        addIbans(upper, findings);
        findings.addAll(NATIONAL, upper, Type.NATIONAL_ID, id -> NationalIds.isOne(id.strip()));
        findings.addAll(
                CARD, plain, Type.CARD, card -> LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(card.replaceAll("[ -]", "")));
        words.secretsIn(plain).forEach(place -> findings.add(place.start(), place.end(), Type.SECRET));
        keepNumbers(slots, findings);
        for (FoundSlot slot : slots) {
            if (slot.slot() == Slot.EMAIL) {
                findings.add(slot.start(), slot.end(), Type.EMAIL);
            } else if (slot.slot() == Slot.PHONE) {
                findings.add(slot.start(), slot.end(), Type.PHONE);
            }
        }
        words.addressesIn(plain).forEach(place -> findings.add(place.start(), place.end(), Type.ADDRESS));
        return findings.inOrder();
    }

    /** An IBAN's length depends on its country, so what follows it in the text is cut off. */
    private static void addIbans(String upper, Findings findings) {
        Matcher matcher = IBAN.matcher(upper);
        while (matcher.find()) {
            for (int end = matcher.end(); end - matcher.start() >= SHORTEST_IBAN; end--) {
                String iban = upper.substring(matcher.start(), end).replace(" ", "");
                if (!Character.isWhitespace(upper.charAt(end - 1))
                        && IBANValidator.getInstance().isValid(iban)) {
                    findings.add(matcher.start(), end, Type.IBAN);
                    break;
                }
            }
        }
    }

    /** What is announced as an order or parcel is no card, though its digits may add up by chance. */
    private static void keepNumbers(List<FoundSlot> slots, Findings findings) {
        for (FoundSlot slot : slots) {
            boolean announced = slot.slot() == Slot.ORDER_NUMBER
                    || slot.slot() == Slot.TRACKING_NUMBER && slot.value().matches(".*[A-Z].*");
            if (announced && slot.end() - slot.start() < 13) {
                findings.keep(slot.start(), slot.end());
            }
        }
    }

    /** Places that do not overlap; the first to come stays. */
    private static final class Findings {
        private final BitSet taken = new BitSet();
        private final List<PersonalData> spans = new ArrayList<>();

        void add(int start, int end, Type type) {
            int next = taken.nextSetBit(start);
            if (next < 0 || next >= end) {
                taken.set(start, end);
                spans.add(new PersonalData(start, end, type));
            }
        }

        void keep(int start, int end) {
            taken.set(start, end);
        }

        void addAll(Pattern pattern, String text, Type type, Predicate<String> valid) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                if (valid.test(matcher.group())) {
                    add(matcher.start(), matcher.end(), type);
                }
            }
        }

        List<PersonalData> inOrder() {
            return spans.stream()
                    .sorted(Comparator.comparingInt(PersonalData::start))
                    .toList();
        }
    }
}
