package io.polyclerk.ai.understanding;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Slot;
import java.util.List;
import java.util.Optional;

/** Finds telephone numbers of the countries where a language is spoken. Thread-safe. */
final class PhoneNumbers {

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final int SHORTEST_PHONE = 6;

    private final String language;
    private final List<String> regions;
    private final Announcements announcements;

    /** @param regions countries by their two letters, the likeliest first */
    PhoneNumbers(String language, List<String> regions, Announcements announcements) {
        this.language = language;
        this.regions = regions;
        this.announcements = announcements;
    }

    /** What is a number of one of the countries comes before what only looks like one. */
    void find(PlainText plain, Findings findings) {
        if (plain.plain()
                        .chars()
                        .filter(Character::isDigit)
                        .limit(SHORTEST_PHONE)
                        .count()
                < SHORTEST_PHONE) {
            return;
        }
        for (Leniency leniency : List.of(Leniency.VALID, Leniency.POSSIBLE)) {
            for (String region : regions) {
                ofRegion(plain, region, leniency, findings);
            }
        }
    }

    private void ofRegion(PlainText plain, String region, Leniency leniency, Findings findings) {
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
}
