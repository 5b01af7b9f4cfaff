package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.language.ChineseScript;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Slot;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows messages that name an order and say nothing else: "1001", "my order 1001, please". Whoever writes so wants to know about it. Thread-safe. */
final class OrderNaming {

    private static final String WORDS = "order.naming";
    private static final String SAME = "order.same";

    /** "The other order", "not this one". */
    private static final String ANOTHER = "order.another";

    private static final int LONGEST_CORRECTION = 40;
    private static final int LONGEST = 60;

    private final Phrasebook phrasebook;

    OrderNaming(Phrasebook phrasebook) {
        this.phrasebook = phrasebook;
    }

    boolean isAll(Interpretation found, String text) {
        return isAll(found, text, List.of(WORDS));
    }

    /** Whether the same is wanted for an order that is named: "and the same for 1002". */
    boolean isSame(Interpretation found, String text) {
        return found.slot(Slot.ORDER_NUMBER).isPresent()
                && isAll(found, text, List.of(WORDS, SAME))
                && !isAll(found, text);
    }

    private boolean isAll(Interpretation found, String text, List<String> lists) {
        List<FoundSlot> named = found.slots().stream()
                .filter(slot -> slot.slot() == Slot.ORDER_NUMBER || slot.slot() == Slot.EMAIL)
                .filter(slot -> slot.end() <= text.length())
                .toList();
        if (named.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        // Also a number that is spelt out, or written in the digits of another script.
        StringBuilder left = new StringBuilder(text);
        named.forEach(slot -> left.replace(slot.start(), slot.end(), " ".repeat(slot.end() - slot.start())));
        return onlyOf(words(found.language(), lists))
                .matcher(ChineseScript.simplified(left.toString()).toLowerCase(Locale.ROOT))
                .matches();
    }

    /** Whether another order is meant than the one that was spoken of, and which one is not said. */
    boolean isOfAnother(String text, Memory memory) {
        String language = memory.language();
        OpenQuestion question = memory.question();
        boolean mayBe = memory.orderNumber() != null
                && (question == null ? memory.product() == null : isAboutWhichOrder(question))
                && text.length() <= LONGEST_CORRECTION
                && text.codePoints().noneMatch(Character::isDigit);
        String lower = text.toLowerCase(Locale.ROOT);
        return mayBe
                && Stream.of(
                                phrasebook.words(language == null ? "en" : language, ANOTHER),
                                phrasebook.words("en", ANOTHER))
                        .flatMap(Set::stream)
                        .anyMatch(lower::contains);
    }

    /** "Not this one" to "which of these things?" speaks of a thing. */
    private static boolean isAboutWhichOrder(OpenQuestion question) {
        return switch (question.wanted()) {
            case ORDER_NUMBER, PROOF, CODE, INTENT -> true;
            // What is cancelled is an order, what is sent back is a thing.
            case CONFIRMATION -> question.intent().equals(Intent.CANCEL_ORDER.wireName());
            case PRODUCT, LINE, QUANTITY, REASON, WISH, ADDRESS -> false;
        };
    }

    /** Of the language, and of English, which is mixed in everywhere. */
    private Collection<String> words(String language, List<String> lists) {
        return lists.stream()
                .flatMap(list -> Stream.of(phrasebook.words(language, list), phrasebook.words("en", list)))
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    private static Pattern onlyOf(Collection<String> words) {
        String any = words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?:" + any + "|[\\s\\p{P}\\p{S}]++)*+");
    }
}
