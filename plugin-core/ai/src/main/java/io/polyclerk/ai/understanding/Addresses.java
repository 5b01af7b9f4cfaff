package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.PersonalWords.Place;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Slot;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Postal addresses as details. Masking would rather hide too much; here "3 boxes to my house" must stay what it is, so whatever holds a
 * word that announces something else, or that no street is called by, is left out. Thread-safe.
 */
final class Addresses {

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern NO_NAME_OF_A_STREET =
            Pattern.compile("(?<!\\p{L})(?:to|for|my|your|our|the|is|on|in|at|and|from|with|it|i|a)(?!\\p{L})");

    /** Right behind the street, or behind the name of a town. */
    private static final Pattern POSTCODE_BEHIND =
            Pattern.compile("[ ,，、;；\\n]{1,3}(?:(?:[\\p{L}\\p{M}.'’-]+[ ,，]{1,2}){1,3}(?=\\d{5}))?"
                    + "(\\d{4,7}|\\d{3}-\\d{4}|\\d{5}-\\d{3,4})(?![\\p{L}\\d-])");

    private static final Pattern POSTCODE_BEFORE =
            Pattern.compile("(?:^|\\n|〒) ?(\\d{5,7}|\\d{3}-\\d{4})[ ,，、]{1,2}\\z");

    /** What people write right before an address without a space or a comma. */
    private static final Pattern LEADING =
            Pattern.compile("^(?:改成|换成|改为|改為|改到|換成|送到|送去|寄到|寄去|发到|地址是?|收货|新|(?:yeni|adres(?:im|i)?|teslimat) )+");

    private final PersonalWords words;
    private final Announcements announcements;
    private final boolean numberLeads;

    /** @param language which decides whether a number may come after the street */
    Addresses(String language, Announcements announcements) {
        this.words = PersonalWords.of(language);
        this.announcements = announcements;
        this.numberLeads = language.equals("en");
    }

    /** What looks like street and number, as it was written. */
    List<FoundSlot> in(PlainText text) {
        return words.addressesIn(text.plain()).stream()
                .filter(place -> isOne(text.plain().substring(place.start(), place.end())))
                .map(place -> slot(text, place))
                .toList();
    }

    /** The number behind an address, or right before it at the beginning of a line: it names no order, unless it is called so. */
    Optional<FoundSlot> postcodeOf(PlainText text, FoundSlot address) {
        Matcher behind = POSTCODE_BEHIND
                .matcher(text.plain())
                .region(address.end(), text.plain().length());
        Matcher before = POSTCODE_BEFORE.matcher(text.plain()).region(0, address.start());
        Matcher found = behind.lookingAt() ? behind : before.find() ? before : null;
        if (found == null || announcements.isRightBefore(Announcements.Kind.ORDER, text.plain(), found.start(1))) {
            return Optional.empty();
        }
        return Optional.of(new FoundSlot(Slot.POSTCODE, found.group(1), found.start(1), found.end(1)));
    }

    private static FoundSlot slot(PlainText text, Place place) {
        Matcher leading = LEADING.matcher(text.plain().substring(place.start(), place.end()));
        int start = place.start() + (leading.find() ? leading.end() : 0);
        String written = text.original().substring(start, place.end()).strip();
        return new FoundSlot(Slot.ADDRESS, written, start, place.end());
    }

    private boolean isOne(String found) {
        boolean beginsWithNumber = Character.isDigit(found.charAt(0));
        if (!beginsWithNumber && numberLeads) {
            return false;
        }
        if (beginsWithNumber && NO_NAME_OF_A_STREET.matcher(found).find()) {
            return false;
        }
        Matcher numbers = NUMBER.matcher(found);
        return numbers.results()
                .noneMatch(number -> announcements
                        .of(found, number.start(), number.end())
                        .filter(kind -> kind != Announcements.Kind.POSTCODE && kind != Announcements.Kind.SIZE)
                        .isPresent());
    }
}
