package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.PersonalWords.Place;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Slot;
import java.util.List;
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

    /** What people write right before an address without a space or a comma. */
    private static final Pattern LEADING =
            Pattern.compile("^(?:改成|换成|改为|送到|送去|寄到|寄去|发到|地址是?|收货|新|(?:yeni|adres(?:im|i)?|teslimat) )+");

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
