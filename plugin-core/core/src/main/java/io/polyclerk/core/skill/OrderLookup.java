package io.polyclerk.core.skill;

import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Order;
import java.util.Optional;

/** Finds the order that a turn is about. What it finds does not leave the {@link OrderGate} before it is proven. */
final class OrderLookup {

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
        return written.or(() -> Optional.ofNullable(remembered));
    }

    private static boolean isAnswer(Turn turn, String number) {
        OpenQuestion question = turn.memory().question();
        if (question == null) {
            return false;
        }
        Wanted wanted = question.wanted();
        return switch (wanted) {
            case PROOF, CODE, QUANTITY, LINE, REASON ->
                turn.utterance().text().strip().equals(number);
            // An address is full of numbers.
            case ADDRESS -> !turn.utterance().text().contains("#" + number);
            case ORDER_NUMBER, PRODUCT, INTENT, CONFIRMATION -> false;
        };
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
