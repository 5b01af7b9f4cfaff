package io.polyclerk.ai.understanding;

import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds product codes of a merchant's catalogue in a message; what is one is no order number. Thread-safe. */
final class CatalogueCodes {

    /** Letters and digits, in groups or not, with a digit at least; bounded, so that any text is read in time. */
    private static final Pattern CODE = Pattern.compile(
            "(?<![a-z0-9])(?=[a-z0-9._/-]{0,39}\\d)[a-z0-9]{1,20}(?:[._/-][a-z0-9]{1,20}){0,4}(?![a-z0-9])");

    private static final int SHORTEST = 4;

    private CatalogueCodes() {}

    /** Details with the codes among them; a detail in the same place gives way. */
    static List<FoundSlot> with(String text, List<FoundSlot> found, String merchant, ProductCodes codes) {
        List<FoundSlot> all = new ArrayList<>();
        Matcher matcher = CODE.matcher(PlainText.of(text).plain());
        while (matcher.find()) {
            Optional<String> code =
                    matcher.group().length() < SHORTEST ? Optional.empty() : codes.code(merchant, matcher.group());
            code.ifPresent(known -> all.add(new FoundSlot(Slot.SKU, known, matcher.start(), matcher.end())));
        }
        if (all.isEmpty()) {
            return found;
        }
        List<FoundSlot> ofCatalogue = List.copyOf(all);
        found.stream()
                .filter(slot ->
                        ofCatalogue.stream().noneMatch(code -> code.start() < slot.end() && slot.start() < code.end()))
                .forEach(all::add);
        all.sort(Comparator.comparingInt(FoundSlot::start));
        return List.copyOf(all);
    }
}
