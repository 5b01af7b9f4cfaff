package io.polyclerk.core.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is being talked about, in the shopper's words.
 *
 * @param orderNumber as the shopper wrote it
 * @param others numbers of further orders that were named with it
 * @param asked wire name of the intent in which the product was spoken of, so that "and in red?" is understood; null when none was
 * @param fault wire name of what a photo showed to be wrong; null when nothing was seen
 * @param wish what shall be done about it, said before the order was proven; null when nothing was said
 * @param waiting wire names of what was wished and waits for an order or its proof, also while something else is spoken of
 * @param waitingOf the order that it was said of, as it was written; null while none was named or nothing waits
 * @param last wire name of the last wish about an order, so that "and the same for 1002" is understood; null before the first
 * @param spokenAt when the shopper was last answered; null before the first time
 */
public record Topic(
        @Nullable String orderNumber,
        List<String> others,
        @Nullable String product,
        @Nullable String asked,
        @Nullable String fault,
        @Nullable String wish,
        List<String> waiting,
        @Nullable String waitingOf,
        @Nullable String last,
        @Nullable Instant spokenAt) {
    static final Topic NONE = new Topic(null, List.of(), null, null, null, null, List.of(), null, null, null);

    public Topic {
        // What an earlier version stored lacks these.
        others = List.copyOf(Objects.requireNonNullElse(others, List.of()));
        waiting = List.copyOf(Objects.requireNonNullElse(waiting, List.of()));
    }

    Topic ofOrders(List<String> numbers) {
        String first = numbers.isEmpty() ? null : numbers.get(0);
        List<String> further = numbers.isEmpty() ? List.of() : numbers.subList(1, numbers.size());
        return new Topic(first, further, product, asked, fault, wish, waiting, waitingOf, last, spokenAt);
    }

    Topic ofProduct(@Nullable String words, @Nullable String askedOf) {
        return new Topic(orderNumber, others, words, askedOf, fault, wish, waiting, waitingOf, last, spokenAt);
    }

    Topic ofFault(@Nullable String seen) {
        return new Topic(orderNumber, others, product, asked, seen, wish, waiting, waitingOf, last, spokenAt);
    }

    Topic ofWish(@Nullable String wished) {
        return new Topic(orderNumber, others, product, asked, fault, wished, waiting, waitingOf, last, spokenAt);
    }

    Topic ofWaiting(List<String> intents) {
        boolean isKnown = waitingOf != null && waiting.containsAll(intents);
        String of = intents.isEmpty() ? null : isKnown ? waitingOf : orderNumber;
        return new Topic(orderNumber, others, product, asked, fault, wish, intents, of, last, spokenAt);
    }

    Topic ofLast(String intent) {
        return new Topic(orderNumber, others, product, asked, fault, wish, waiting, waitingOf, intent, spokenAt);
    }

    Topic spokenOf(Instant now) {
        return new Topic(orderNumber, others, product, asked, fault, wish, waiting, waitingOf, last, now);
    }

    /** What was spoken of, and not what was wanted of it. */
    Topic withoutWishes() {
        return new Topic(orderNumber, others, product, null, null, null, List.of(), null, null, spokenAt);
    }
}
