package io.polyclerk.ai.understanding;

import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an order number that was spoken digit by digit: "one zero zero one", "double five", "一零零一". Thread-safe. */
final class SpokenNumbers {

    private static final int SHORTEST = 3;

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Integer> repeats = new HashMap<>();
    private final Pattern run;
    private final Pattern word;

    SpokenNumbers(List<SlotWords> languages) {
        for (SlotWords words : languages) {
            for (int digit = 0; digit < words.digits().size(); digit++) {
                for (String spoken : words.digits().get(digit)) {
                    values.putIfAbsent(spoken, String.valueOf(digit));
                }
            }
            repeats.putAll(words.repeat());
        }
        // Korean "i" is two, and begins the polite ending of a sentence.
        String one = Announcements.anyOf(values.keySet()).pattern().replace("\\Q이\\E", "이(?![요에예고라]|입니다)");
        String repeat = Announcements.anyOf(repeats.keySet()).pattern();
        word = Pattern.compile("(?<repeat>" + repeat + ")|(?<digit>" + one + ")");
        run = Pattern.compile("(?:(?:" + repeat + "|" + one + ")[\\s,-]*){" + SHORTEST + ",20}");
    }

    /** The first spoken number that is long enough to be an order number. */
    Optional<FoundSlot> find(String plain, Announcements announcements) {
        Matcher matcher = run.matcher(plain);
        while (matcher.find()) {
            String digits = digits(matcher.group());
            boolean announced = announcements
                    .of(plain, matcher.start(), matcher.end())
                    .filter(kind -> kind == Announcements.Kind.ORDER)
                    .isPresent();
            if (digits.length() >= (announced ? SHORTEST : SHORTEST + 1)) {
                int end = matcher.start() + matcher.group().stripTrailing().length();
                return Optional.of(new FoundSlot(Slot.ORDER_NUMBER, digits, matcher.start(), end));
            }
        }
        return Optional.empty();
    }

    private String digits(String spoken) {
        StringBuilder digits = new StringBuilder();
        int times = 1;
        Matcher matcher = word.matcher(spoken);
        while (matcher.find()) {
            String digit = matcher.group("digit");
            if (digit == null) {
                times = repeats.getOrDefault(matcher.group("repeat"), 1);
            } else {
                digits.repeat(values.getOrDefault(digit, ""), times);
                times = 1;
            }
        }
        return digits.toString();
    }
}
