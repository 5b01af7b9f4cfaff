package io.polyclerk.core.skill;

import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Order;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the order that a turn is about. What it finds does not leave the {@link OrderGate} before it is proven. */
final class OrderLookup {

    /** One word that may be a number: with a digit, and no address of e-mail. */
    private static final Pattern ANSWER = Pattern.compile("(?=\\S*\\d)#?([A-Za-z0-9&/_.-]{1,40})");

    /** Young shops count their orders from one on; nothing but the end of the sentence may follow so short a number. */
    private static final Pattern SHORT_AT_END = Pattern.compile("(?:^|[^\\p{L}\\p{N}.,:/-])#?(\\d{1,3})\\s*[?!.。？！]*$");

    private static final Pattern IN_PARTS = Pattern.compile("(?=.*[A-Z])(?=.*[&/])[A-Z0-9&/_.-]{3,40}");
    private static final String AT_THE_ENDS = "^\\p{Punct}+|[\\p{Punct}？！。，]+$";
    private static final int CODE_LENGTH = 6;

    private OrderLookup() {}

    /** An order and where it lives. */
    record Found(OpenStore store, Order order) {
        /** Tells orders of different stores apart. */
        String key() {
            return store.id().value() + "/" + order.id();
        }
    }

    /** The number as the shopper wrote it, now or before. */
    static Optional<String> number(Turn turn) {
        Optional<String> written = turn.interpretation().slot(Slot.ORDER_NUMBER);
        String remembered = turn.memory().orderNumber();
        // The answer to "which postcode?", "how many?" or "what is the code?" may be nothing but digits and must not be
        // taken for
        // another order.
        if (remembered != null && written.isPresent() && isAnswer(turn, written.get())) {
            return Optional.of(remembered);
        }
        return written.map(part -> whole(turn, part))
                .or(() -> answered(turn))
                .or(() -> shortNumber(turn))
                .or(() -> Optional.ofNullable(remembered));
    }

    /** Who is asked for the number and says one word has said the number, whatever it looks like. */
    private static Optional<String> answered(Turn turn) {
        OpenQuestion question = turn.memory().question();
        if (question == null || question.wanted() != Wanted.ORDER_NUMBER) {
            return Optional.empty();
        }
        Matcher word = ANSWER.matcher(turn.utterance().text().strip().replaceFirst("[?!.。？！]+$", ""));
        return word.matches() ? Optional.of(word.group(1)) : Optional.empty();
    }

    private static Optional<String> shortNumber(Turn turn) {
        if (turn.memory().question() != null) {
            return Optional.empty();
        }
        Matcher matcher = SHORT_AT_END.matcher(turn.utterance().text().strip());
        // With an order in mind, a single digit is rather how many than which.
        int shortest = turn.memory().orderNumber() == null ? 1 : 2;
        return matcher.find()
                        && matcher.group(1).length() >= shortest
                        && Stream.of(Slot.values())
                                .flatMap(slot -> turn.interpretation().all(slot).stream())
                                .noneMatch(value -> value.contains(matcher.group(1)))
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }

    /** Of a number such as {@code B&S-00701/A} only a part looks like one. Whether there is such an order plays no part in this. */
    private static String whole(Turn turn, String part) {
        return Stream.of(turn.utterance().text().split("\\s+"))
                .map(word -> word.replaceAll(AT_THE_ENDS, ""))
                .filter(word -> word.contains(part) && IN_PARTS.matcher(word).matches())
                .findFirst()
                .orElse(part);
    }

    private static boolean isAnswer(Turn turn, String number) {
        OpenQuestion question = turn.memory().question();
        if (question == null) {
            return false;
        }
        Wanted wanted = question.wanted();
        return switch (wanted) {
            case QUANTITY, LINE, REASON -> isAll(turn, number);
            case PROOF -> isAll(turn, number) || turn.memory().trust().code() != null && mayBeCode(turn, number);
            case CODE -> isAll(turn, number) || mayBeCode(turn, number);
            // An address is full of numbers.
            case ADDRESS -> !turn.utterance().text().contains("#" + number);
            case ORDER_NUMBER, PRODUCT, INTENT, WISH, CONFIRMATION -> false;
        };
    }

    private static boolean isAll(Turn turn, String number) {
        return turn.utterance().text().strip().equals(number);
    }

    /** "My code is 482913" names no order. */
    private static boolean mayBeCode(Turn turn, String number) {
        return number.length() == CODE_LENGTH && !turn.utterance().text().contains("#" + number);
    }

    static Optional<Found> find(Turn turn, String number) {
        for (OpenStore store : turn.stores()) {
            Optional<Order> order = store.adapter().findOrder(number);
            if (order.isPresent()) {
                return Optional.of(new Found(store, order.get()));
            }
        }
        return Optional.empty();
    }

    /** The newest order of a customer for whom the platform vouches. */
    static Optional<Found> newestOfVerifiedCustomer(Turn turn) {
        String customer = turn.sender().verifiedCustomerId();
        if (customer == null) {
            return Optional.empty();
        }
        return turn.stores().stream()
                .filter(store -> isVouchedFor(turn, store))
                .flatMap(store -> store.adapter().ordersOf(new CustomerMatch.ById(customer), 1).stream()
                        .map(order -> new Found(store, order)))
                .findFirst();
    }

    /** Whether the sender's customer id is one of this store: two stores of a merchant may both have a customer 7. */
    static boolean isVouchedFor(Turn turn, OpenStore store) {
        String vouched = turn.sender().verifiedStore();
        return vouched == null
                ? turn.stores().size() == 1
                : vouched.equals(store.id().value());
    }
}
