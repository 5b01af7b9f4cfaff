package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.core.understanding.Utterance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Knows the orders that are named together: "1001 and 1002". Of two numbers that merely stand side by side the second may be a postcode, so what
 * names an order is told by the words before it and never by what the shop holds. Thread-safe.
 */
public final class NamedOrders {

    private static final String WORDS = "order.joined";
    /** Whoever lists more is looking for one to open. */
    private static final int MOST = 3;

    private static final int LONGEST_WORDS = 30;

    private static final String WITHOUT_SPACES = "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsHangul}]";

    private final Pattern joined;

    /** @param packs that know the words for "and" and for an order */
    public NamedOrders(LanguagePacks packs) {
        String any = packs.writings().stream()
                .flatMap(tag -> Stream.of(packs.forTag(tag).pattern(WORDS).split("\\|", -1)))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        joined = Pattern.compile("(?s).*(?:(?<!\\p{L})|(?<=" + WITHOUT_SPACES + "))(?:" + any + ")[\\s#№:.]*|.*#");
    }

    /** The numbers in the order of the text; those of before when none is written. */
    List<String> of(Turn turn) {
        OpenQuestion question = turn.memory().question();
        if (question != null && question.wanted() == Wanted.CODE || CodeGate.isPicked(turn)) {
            // A code is good for one order.
            return List.of();
        }
        List<String> written = written(turn);
        if (!written.isEmpty()) {
            return OrderLookup.number(turn).filter(written::contains).isPresent() ? written : List.of();
        }
        List<String> before = new ArrayList<>();
        OrderLookup.number(turn)
                .filter(number -> number.equals(turn.memory().orderNumber()))
                .ifPresent(before::add);
        if (!before.isEmpty()) {
            before.addAll(turn.memory().topic().others());
        }
        return before;
    }

    private List<String> written(Turn turn) {
        String text = turn.utterance().text();
        Set<String> numbers = new LinkedHashSet<>();
        List<String> listed = new ArrayList<>();
        int end = 0;
        for (FoundSlot slot : turn.interpretation().slots()) {
            if (slot.slot() != Slot.ORDER_NUMBER || slot.start() < end || slot.end() > text.length()) {
                continue;
            }
            String before = text.substring(end, slot.start()).toLowerCase(Locale.ROOT);
            end = slot.end();
            if (numbers.isEmpty() || isJoined(before)) {
                numbers.addAll(listed);
                listed.clear();
                numbers.add(slot.value());
            } else if (before.strip().equals(",") || before.strip().equals("、")) {
                listed.add(slot.value());
            }
        }
        return numbers.stream().limit(MOST).toList();
    }

    private boolean isJoined(String before) {
        String last = before.length() <= LONGEST_WORDS ? before : before.substring(before.length() - LONGEST_WORDS);
        return joined.matcher(last).matches();
    }

    /** The turn as if one of several orders had been named alone. */
    static Turn about(Turn turn, String number, List<String> all) {
        Interpretation found = turn.interpretation();
        StringBuilder text = new StringBuilder(turn.utterance().text());
        List<FoundSlot> own = new ArrayList<>();
        for (FoundSlot slot : found.slots()) {
            boolean isOther = slot.slot() == Slot.ORDER_NUMBER
                    && all.contains(slot.value())
                    && !slot.value().equals(number);
            if (!isOther) {
                own.add(slot);
            } else if (slot.end() <= text.length()) {
                text.replace(slot.start(), slot.end(), " ".repeat(slot.end() - slot.start()));
            }
        }
        Utterance said = turn.utterance();
        return new Turn(
                turn.conversation(),
                new Utterance(text.toString(), said.source(), said.selection(), said.others()),
                new Interpretation(
                        found.language(), found.intents(), found.several(), own, found.emotion(), found.outOfScope()),
                turn.sender(),
                turn.stores(),
                turn.now(),
                turn.perceived());
    }
}
