package io.polyclerk.core.skill;

import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.identity.ProofAttempts;
import io.polyclerk.core.identity.ProofMatcher;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The only way from a turn to an order. Nothing of an order leaves it before the sender has proven that the order is theirs: by the
 * order number and the e-mail address, phone number or postcode that the store holds for it, or because the platform vouches for
 * them. An unknown order and a wrong proof get the same answer, and attempts are limited per conversation and per order.
 */
public final class OrderGate {

    static final int ATTEMPTS_PER_CONVERSATION = 5;
    static final int ATTEMPTS_PER_ORDER = 10;
    static final Duration LOCK = Duration.ofHours(1);
    static final Duration ORDER_MEMORY = Duration.ofHours(24);

    private final ProofAttempts attempts;

    public OrderGate(ProofAttempts attempts) {
        this.attempts = attempts;
    }

    /** Either the order or what has to be said before it can be shown. */
    public sealed interface Passage {

        /** The order is the sender's. @param memory knows that it is */
        record Open(Order order, Memory memory) implements Passage {}

        record Closed(SkillResult result) implements Passage {}
    }

    /** Finds the order that a turn is about. */
    public Passage pass(Turn turn, Intent intent) {
        Optional<String> number = orderNumber(turn);
        if (number.isEmpty()) {
            return newestOfVerifiedCustomer(turn)
                    .<Passage>map(order -> opened(order, turn.memory()))
                    .orElseGet(() -> ask(turn.memory(), intent, Wanted.ORDER_NUMBER, Phrase.of("ask_order_number")));
        }
        Memory memory = turn.memory().aboutOrder(number.get());
        Optional<Found> found = find(turn, number.get());
        if (found.isPresent() && isProvenAlready(turn, found.get())) {
            return opened(found.get().order(), memory.proven(found.get().key()));
        }
        return proof(turn, intent, memory, number.get(), found);
    }

    private Passage proof(Turn turn, Intent intent, Memory memory, String number, Optional<Found> found) {
        Instant locked = lockedUntil(turn, number);
        if (locked != null) {
            return new Passage.Closed(new SkillResult(
                    new Reply.Say(List.of(Phrase.of("proof_locked")), List.of(Offers.human())), memory.asking(null)));
        }
        if (!ProofMatcher.holdsClaim(turn.utterance().text(), number)) {
            return ask(memory, intent, Wanted.PROOF, Phrase.of("ask_proof", Map.of("number", number)));
        }
        if (found.isPresent()
                && ProofMatcher.provenByWords(
                        turn.utterance().text(), number, found.get().order())) {
            return opened(found.get().order(), memory.proven(found.get().key()));
        }
        return wrongProof(turn, intent, memory, number);
    }

    private static Passage wrongProof(Turn turn, Intent intent, Memory memory, String number) {
        boolean last = memory.trust().failedProofs() + 1 >= ATTEMPTS_PER_CONVERSATION;
        Memory counted = memory.proofFailed(last ? turn.now().plus(LOCK) : null);
        Reply reply = last
                ? new Reply.Say(List.of(Phrase.of("proof_locked")), List.of(Offers.human()))
                : new Reply.Ask(
                        List.of(Phrase.of("proof_failed")),
                        new OpenQuestion(
                                intent.wireName(), Wanted.PROOF, memory.trust().failedProofs() + 1),
                        List.of(Offers.human()));
        return new Passage.Closed(new SkillResult(
                reply, reply instanceof Reply.Ask ask ? counted.asking(ask.question()) : counted.asking(null), number));
    }

    private static Passage opened(Order order, Memory memory) {
        return new Passage.Open(order, memory.aboutOrder(order.number()).asking(null));
    }

    private static Passage ask(Memory memory, Intent intent, Wanted wanted, Phrase phrase) {
        OpenQuestion before = memory.question();
        int asked = before != null && before.wanted() == wanted ? before.asked() + 1 : 1;
        OpenQuestion question = new OpenQuestion(intent.wireName(), wanted, asked);
        return new Passage.Closed(new SkillResult(
                new Reply.Ask(List.of(phrase), question, asked > 1 ? List.of(Offers.human()) : List.of()),
                memory.asking(question)));
    }

    private static Optional<String> orderNumber(Turn turn) {
        Optional<String> written = turn.interpretation().slot(Slot.ORDER_NUMBER);
        String remembered = turn.memory().orderNumber();
        OpenQuestion question = turn.memory().question();
        boolean answersProof = question != null && question.wanted() == Wanted.PROOF;
        // The answer to "which postcode?" may be nothing but digits and must not be taken for another order.
        if (remembered != null
                && answersProof
                && written.isPresent()
                && isNothingBut(turn.utterance().text(), written.get())) {
            return Optional.of(remembered);
        }
        return written.or(() -> Optional.ofNullable(remembered));
    }

    private static boolean isNothingBut(String text, String number) {
        return text.strip().equals(number);
    }

    private static Optional<Found> find(Turn turn, String number) {
        for (OpenStore store : turn.stores()) {
            Optional<Order> order = store.adapter().findOrder(number);
            if (order.isPresent()) {
                return Optional.of(
                        new Found(store.id().value() + "/" + order.get().id(), order.get()));
            }
        }
        return Optional.empty();
    }

    private static boolean isProvenAlready(Turn turn, Found found) {
        return turn.memory().trust().provenOrders().contains(found.key())
                || ProofMatcher.provenByPlatform(turn.sender(), found.order());
    }

    private static Optional<Order> newestOfVerifiedCustomer(Turn turn) {
        String customer = turn.sender().verifiedCustomerId();
        if (customer == null) {
            return Optional.empty();
        }
        return turn.stores().stream()
                .flatMap(store -> store.adapter().ordersOf(new CustomerMatch.ById(customer), 1).stream())
                .findFirst();
    }

    private @Nullable Instant lockedUntil(Turn turn, String number) {
        Instant locked = turn.memory().trust().lockedUntil();
        if (locked != null && locked.isAfter(turn.now())) {
            return locked;
        }
        int wrong = attempts.wrongSince(
                turn.conversation().merchant(), number, turn.now().minus(ORDER_MEMORY));
        return wrong >= ATTEMPTS_PER_ORDER ? turn.now().plus(LOCK) : null;
    }

    /** @param key tells orders of different stores apart */
    private record Found(String key, Order order) {}
}
