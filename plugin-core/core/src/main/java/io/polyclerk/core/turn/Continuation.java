package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.ScoredIntent;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.core.understanding.Utterance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What words mean that tell little by themselves: by what was spoken of before, and by what stands beside them. */
final class Continuation {

    private static final double POSSIBLE = 0.2;
    private static final int LONGEST_REFERENCE = 40;

    /** Between a comma and the name of a town. */
    private static final Pattern BEFORE_POSTCODE = Pattern.compile("(?s).*[,;\\n]\\s*");

    private static final Pattern BEHIND_POSTCODE = Pattern.compile("(?s)\\s+\\p{L}{3}.*");

    private Continuation() {}

    /** "And in red?" after a question about a product asks the same again; "and when?" after an order was told asks for that order. */
    static Interpretation of(Interpretation found, Utterance utterance, Memory memory) {
        Interpretation read = ofAnOrder(found);
        if (!OpenAnswer.isUnclear(read) || utterance.text().strip().length() > LONGEST_REFERENCE) {
            return read;
        }
        Optional<Intent> asked = Optional.ofNullable(memory.topic().asked()).flatMap(Intent::ofWireName);
        if (asked.isPresent() && isPossible(read, Intent::isAboutProducts)) {
            return read.meaning(asked.get());
        }
        boolean orderIsNamed = memory.orderNumber() != null && memory.question() == null;
        return orderIsNamed && isLikeliest(read, Intent.TRACK_ORDER) ? read.meaning(Intent.TRACK_ORDER) : read;
    }

    private static boolean isPossible(Interpretation read, Predicate<Intent> kind) {
        return read.intents().stream()
                .limit(3)
                .anyMatch(scored -> kind.test(scored.intent()) && scored.confidence() >= POSSIBLE);
    }

    private static boolean isLikeliest(Interpretation read, Intent intent) {
        return read.intents().stream()
                .limit(1)
                .anyMatch(scored -> scored.intent() == intent && scored.confidence() >= Understanding.LIKELY);
    }

    /** What names an order is a matter of the shop; where its words tell nothing, the order is asked for. */
    private static Interpretation ofAnOrder(Interpretation read) {
        boolean isProven = read.slot(Slot.ORDER_NUMBER).isPresent()
                && read.slot(Slot.EMAIL).isPresent();
        List<ScoredIntent> meant = read.intents().stream()
                .filter(scored -> scored.confidence() >= Understanding.CONFIDENT)
                .toList();
        if (isProven
                && !meant.isEmpty()
                && meant.stream().allMatch(scored -> scored.intent().isAboutProducts())) {
            // Nobody writes number and address to ask for a price alone.
            List<ScoredIntent> both = new ArrayList<>(meant);
            both.add(0, new ScoredIntent(Intent.TRACK_ORDER, 1));
            return new Interpretation(read.language(), both, true, read.slots(), read.emotion(), false);
        }
        return read.outOfScope() && read.slot(Slot.ORDER_NUMBER).isPresent() ? read.meaning(Intent.TRACK_ORDER) : read;
    }

    /** In "10 rue de Rivoli, 75001 Paris" the number is a postcode and names no order. */
    static Interpretation withoutNumbersOfAddresses(Interpretation found, String text) {
        int address = found.slots().stream()
                .filter(slot -> slot.slot() == Slot.ADDRESS)
                .mapToInt(FoundSlot::start)
                .min()
                .orElse(Integer.MAX_VALUE);
        List<FoundSlot> slots = found.slots().stream()
                .filter(slot -> slot.slot() != Slot.ORDER_NUMBER
                        || slot.start() <= address
                        || slot.end() > text.length()
                        || !BEFORE_POSTCODE
                                .matcher(text.substring(0, slot.start()))
                                .matches()
                        || !BEHIND_POSTCODE.matcher(text.substring(slot.end())).matches())
                .toList();
        return found.finding(slots);
    }
}
