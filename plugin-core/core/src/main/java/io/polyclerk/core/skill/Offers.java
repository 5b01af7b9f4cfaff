package io.polyclerk.core.skill;

import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.understanding.Intent;
import java.util.Optional;

/** Offers that stand for an intent, and the way back from the value that was picked. */
public final class Offers {

    private static final String INTENT_PREFIX = "intent:";

    private Offers() {}

    public static Offer intent(Intent intent) {
        return new Offer(INTENT_PREFIX + intent.wireName(), Phrase.of("intent." + intent.wireName()));
    }

    public static Offer human() {
        return intent(Intent.HUMAN_AGENT);
    }

    /** The intent that a picked value stands for. Values come from outside, so anything may be in them. */
    public static Optional<Intent> picked(String value) {
        return value.startsWith(INTENT_PREFIX)
                ? Intent.ofWireName(value.substring(INTENT_PREFIX.length()))
                : Optional.empty();
    }
}
