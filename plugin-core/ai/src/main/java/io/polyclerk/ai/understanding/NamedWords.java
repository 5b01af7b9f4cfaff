package io.polyclerk.ai.understanding;

import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds details that are words: colours, days, and quantities such as "three pieces". Thread-safe. */
final class NamedWords {

    private final Map<String, String> colours = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Pattern colour;
    private final Pattern day;
    private final Pattern month;
    private final Pattern quantity;
    private final Pattern dozens;
    private final Pattern wanted;
    private final Pattern leading;
    private final Pattern dual;

    /** Words with the ending of the Arabic dual that count no things: days, times, people, "now", "where". */
    private static final String NO_DUAL =
            "(?:ال)?(?:اثنين|يومين|اسبوعين|أسبوعين|شهرين|سنتين|ساعتين|مرتين|ستين|فساتين|بساتين|موظفين|حين|مين|وين|فين)(?!\\p{IsArabic})";

    NamedWords(List<SlotWords> languages) {
        for (SlotWords words : languages) {
            words.colours().forEach((name, spoken) -> spoken.forEach(word -> colours.putIfAbsent(word.strip(), name)));
            words.numbers().forEach(numbers::putIfAbsent);
        }
        colour = Announcements.anyOf(colours.keySet());
        day = Announcements.anyOf(Announcements.all(languages, SlotWords::days));
        for (SlotWords words : languages) {
            words.dozens().forEach(numbers::putIfAbsent);
        }
        String order = Quantities.stems(Announcements.all(languages, SlotWords::order));
        month = Pattern.compile("(?<!\\d)\\d{1,2}(?:st|nd|rd|th|er|ème|[ºª°])?[.]?(?: de| of)? ?(?:"
                + Announcements.anyOf(Announcements.all(
                                languages,
                                words -> words.months().stream()
                                        .flatMap(List::stream)
                                        .toList()))
                        .pattern()
                + ")");
        String units = Announcements.anyOf(Announcements.all(languages, SlotWords::units))
                .pattern();
        String times = Announcements.anyOf(Announcements.all(languages, SlotWords::time))
                .pattern();
        dozens = Pattern.compile("(?<!\\d ?)(?:"
                + Announcements.anyOf(languages.stream()
                                .flatMap(words -> words.dozens().keySet().stream())
                                .toList())
                        .pattern()
                + ")(?! ?(?:" + times + "|" + order + "))");
        quantity = Pattern.compile("(?<number>"
                + Announcements.anyOf(numbers.keySet()).pattern() + ")(?! ?(?:" + times + "|" + order + "))(?: ?(?:"
                + units + ")(?! ?(?:" + times + "|" + order + "))| (?:de |d['’])?(?:(?:" + colour.pattern()
                + ") )?(?=\\p{IsLatin}{4,}s\\b)"
                // The Arabic dual counts by itself: "two pieces" is one word.
                + "|(?<=تين|ونين|وجين)(?!\\p{IsArabic}))");
        String want = Announcements.anyOf(Announcements.all(languages, SlotWords::wanted))
                .pattern();
        String having = Announcements.anyOf(Announcements.all(languages, SlotWords::having))
                .pattern();
        wanted = Pattern.compile("(?:" + want + "|" + having + ")\\s(?<number>"
                + Announcements.anyOf(numbers.keySet()).pattern()
                + ")(?= [\\p{L}\\p{M}]{3,}|\\s*(?:[.,!?;]|$)| (?:of|de|d[oa]s|del|von|der|dari|из|من) )(?! ?(?:" + times
                + "|" + order + "))");
        String number = Announcements.anyOf(numbers.keySet()).pattern();
        leading = Pattern.compile("(?:^|[.,;:!?،\\n])\\s*(?<number>" + number + ")(?= [\\p{L}\\p{M}]{3,})(?! ?(?:"
                + times + "|" + order + "|" + number + "))");
        dual = Pattern.compile("(?:^(?=\\p{IsArabic}{2,20}تين)|(?:" + want + ")\\s)(?!" + NO_DUAL
                + ")\\p{IsArabic}{2,20}ين(?!\\p{IsArabic})");
    }

    /** Days of a month: their number is nothing else. */
    void findDates(String plain, Consumer<FoundSlot> found) {
        Matcher dates = month.matcher(plain);
        while (dates.find()) {
            found.accept(new FoundSlot(Slot.DATE, dates.group(), dates.start(), dates.end()));
        }
    }

    void find(String plain, Consumer<FoundSlot> found) {
        Matcher counted = dozens.matcher(plain);
        while (counted.find()) {
            found.accept(new FoundSlot(
                    Slot.QUANTITY, String.valueOf(numbers.get(counted.group())), counted.start(), counted.end()));
        }
        for (Pattern way : List.of(quantity, wanted, leading)) {
            Matcher quantities = way.matcher(plain);
            while (quantities.find()) {
                found.accept(new FoundSlot(
                        Slot.QUANTITY,
                        String.valueOf(numbers.get(quantities.group("number"))),
                        quantities.start("number"),
                        quantities.end("number")));
            }
        }
        Matcher two = dual.matcher(plain);
        while (two.find()) {
            found.accept(new FoundSlot(Slot.QUANTITY, "2", two.start(), two.end()));
        }
        Matcher days = day.matcher(plain);
        while (days.find()) {
            found.accept(new FoundSlot(Slot.DATE, days.group(), days.start(), days.end()));
        }
        Matcher shades = colour.matcher(plain);
        while (shades.find()) {
            found.accept(new FoundSlot(
                    Slot.COLOUR, colours.getOrDefault(shades.group(), shades.group()), shades.start(), shades.end()));
        }
    }
}
