package io.polyclerk.core.skill;

import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.understanding.Intent;
import java.util.List;
import java.util.Optional;

/** Offers that stand for an intent, and the way back from the value that was picked. */
public final class Offers {

    /** What can be wished for something damaged. */
    static final List<String> WISHES = List.of("exchange", "refund");

    private static final String INTENT_PREFIX = "intent:";
    private static final String WISH_PREFIX = "wish:";
    private static final String CODE_PREFIX = "code:";

    private Offers() {}

    public static Offer intent(Intent intent) {
        return new Offer(INTENT_PREFIX + intent.wireName(), Phrase.of("intent." + intent.wireName()));
    }

    public static Offer human() {
        return intent(Intent.HUMAN_AGENT);
    }

    /** What the shopper would like to have done about something damaged. @param wish {@code exchange} or {@code refund} */
    public static Offer wish(String wish) {
        return new Offer(WISH_PREFIX + wish, Phrase.of("wish." + wish));
    }

    /** A code by e-mail in place of the proof that an intent asks for. */
    static Offer code(Intent intent) {
        return new Offer(CODE_PREFIX + intent.wireName(), Phrase.of("code.offer"));
    }

    /** Whether a picked value asks for a code. */
    public static boolean isCode(String value) {
        return value.startsWith(CODE_PREFIX);
    }

    /** The wish that a picked value stands for. */
    public static Optional<String> pickedWish(String value) {
        return WISHES.stream().filter(wish -> value.equals(WISH_PREFIX + wish)).findFirst();
    }

    /** The intent that a picked value stands for. Values come from outside, so anything may be in them. */
    public static Optional<Intent> picked(String value) {
        if (pickedWish(value).isPresent()) {
            return Optional.of(Intent.DAMAGED_OR_WRONG_ITEM);
        }
        for (String prefix : List.of(INTENT_PREFIX, CODE_PREFIX)) {
            if (value.startsWith(prefix)) {
                return Intent.ofWireName(value.substring(prefix.length()));
            }
        }
        return Optional.empty();
    }
}
