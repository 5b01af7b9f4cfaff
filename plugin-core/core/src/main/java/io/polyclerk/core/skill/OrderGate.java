package io.polyclerk.core.skill;

import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.conversation.Trust.Proof;
import io.polyclerk.core.identity.Level;
import io.polyclerk.core.identity.OneTimeCodes;
import io.polyclerk.core.identity.ProofAttempts;
import io.polyclerk.core.identity.ProofMatcher;
import io.polyclerk.core.identity.Requirements;
import io.polyclerk.core.identity.Requirements.Requirement;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.skill.OrderLookup.Found;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.store.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private final CodeGate codes;

    public OrderGate(ProofAttempts attempts) {
        this(attempts, OneTimeCodes.OFF);
    }

    public OrderGate(ProofAttempts attempts, OneTimeCodes codes) {
        this.attempts = attempts;
        this.codes = new CodeGate(codes);
    }

    /** Either the order or what has to be said before it can be shown. */
    public sealed interface Passage {

        /** The order is the sender's. @param store that holds it @param memory knows that it is */
        record Open(Order order, OpenStore store, Memory memory) implements Passage {}

        record Closed(SkillResult result) implements Passage {}
    }

    /** Finds the order that a turn is about, for what the table of identity levels asks for this intent. */
    public Passage pass(Turn turn, Intent intent) {
        return pass(turn, intent, Level.NONE);
    }

    /** @param atLeast what the merchant asks for beyond the table */
    public Passage pass(Turn turn, Intent intent, Level atLeast) {
        Requirement required = Requirements.table().of(intent.wireName()).atLeast(atLeast);
        Optional<String> number = OrderLookup.number(turn);
        if (number.isEmpty()) {
            return OrderLookup.newestOfVerifiedCustomer(turn)
                    .map(found -> admit(turn, intent, turn.memory(), found, Level.VERIFIED_CUSTOMER, required))
                    .orElseGet(() -> ask(turn.memory(), intent, Wanted.ORDER_NUMBER, Phrase.of("ask_order_number")));
        }
        Memory memory = turn.memory().aboutOrder(number.get());
        Optional<Found> found = OrderLookup.find(turn, number.get());
        if (found.isPresent()) {
            Level known = provenAlready(turn, found.get(), required);
            if (known.isAtLeast(Level.ORDER_PROOF)) {
                return admit(turn, intent, memory, found.get(), known, required);
            }
        }
        return proof(turn, intent, memory, number.get(), found, required);
    }

    private Passage proof(
            Turn turn, Intent intent, Memory memory, String number, Optional<Found> found, Requirement required) {
        if (isLocked(turn, number)) {
            return locked(memory);
        }
        if (!ProofMatcher.holdsClaim(turn.utterance().text(), number)) {
            return ask(memory, intent, Wanted.PROOF, Phrase.of("ask_proof", Map.of("number", number)));
        }
        if (found.isPresent()
                && ProofMatcher.provenByWords(
                        turn.utterance().text(), number, found.get().order())) {
            Memory proven = memory.proven(found.get().key(), turn.sender().id(), Level.ORDER_PROOF, turn.now());
            return admit(turn, intent, proven, found.get(), Level.ORDER_PROOF, required);
        }
        return wrongProof(turn, intent, memory, number, Wanted.PROOF, "proof_failed");
    }

    /** The order is the sender's; whether that is enough is another question. */
    private Passage admit(Turn turn, Intent intent, Memory memory, Found found, Level known, Requirement required) {
        if (known.isAtLeast(required.level())) {
            return opened(found, memory);
        }
        if (isLocked(turn, found.order().number())) {
            return locked(memory);
        }
        return switch (codes.pass(turn, memory, found.key(), found.order())) {
            case CodeGate.Outcome.Proven proven -> opened(found, proven.memory());
            case CodeGate.Outcome.Sent sent -> ask(sent.memory(), intent, Wanted.CODE, Phrase.of("code.sent"));
            case CodeGate.Outcome.Wrong wrong ->
                wrongProof(turn, intent, memory, found.order().number(), Wanted.CODE, "code.wrong");
            case CodeGate.Outcome.Impossible impossible ->
                new Passage.Closed(new SkillResult(
                        new Reply.Say(List.of(Phrase.of("proof.not_enough")), List.of(Offers.human())),
                        memory.asking(null)));
        };
    }

    private static Passage locked(Memory memory) {
        return new Passage.Closed(new SkillResult(
                new Reply.Say(List.of(Phrase.of("proof_locked")), List.of(Offers.human())), memory.asking(null)));
    }

    private static Passage wrongProof(
            Turn turn, Intent intent, Memory memory, String number, Wanted wanted, String phrase) {
        boolean last = memory.trust().failedProofs() + 1 >= ATTEMPTS_PER_CONVERSATION;
        Memory counted = memory.proofFailed(last ? turn.now().plus(LOCK) : null);
        Reply reply = last
                ? new Reply.Say(List.of(Phrase.of("proof_locked")), List.of(Offers.human()))
                : new Reply.Ask(
                        List.of(Phrase.of(phrase)),
                        new OpenQuestion(
                                intent.wireName(), wanted, memory.trust().failedProofs() + 1),
                        List.of(Offers.human()));
        return new Passage.Closed(new SkillResult(
                reply, reply instanceof Reply.Ask ask ? counted.asking(ask.question()) : counted.asking(null), number));
    }

    private static Passage opened(Found found, Memory memory) {
        return new Passage.Open(
                found.order(),
                found.store(),
                memory.aboutOrder(found.order().number()).asking(null));
    }

    private static Passage ask(Memory memory, Intent intent, Wanted wanted, Phrase phrase) {
        OpenQuestion before = memory.question();
        int asked = before != null && before.wanted() == wanted ? before.asked() + 1 : 1;
        OpenQuestion question = new OpenQuestion(intent.wireName(), wanted, asked);
        return new Passage.Closed(new SkillResult(
                new Reply.Ask(List.of(phrase), question, asked > 1 ? List.of(Offers.human()) : List.of()),
                memory.asking(question)));
    }

    /** How well the sender is known to own the order, by a proof that is young enough. */
    private static Level provenAlready(Turn turn, Found found, Requirement required) {
        boolean ofThisStore = OrderLookup.isVouchedFor(turn, found.store());
        if (ProofMatcher.provenByPlatform(turn.sender(), found.order(), ofThisStore)) {
            return Level.VERIFIED_CUSTOMER;
        }
        Proof proof = turn.memory().trust().of(found.key(), turn.sender().id());
        return proof != null && !proof.at().plus(required.notOlderThan()).isBefore(turn.now())
                ? proof.level()
                : Level.NONE;
    }

    private boolean isLocked(Turn turn, String number) {
        Instant locked = turn.memory().trust().lockedUntil();
        if (locked != null && locked.isAfter(turn.now())) {
            return true;
        }
        int wrong = attempts.wrongSince(
                turn.conversation().merchant(), number, turn.now().minus(ORDER_MEMORY));
        return wrong >= ATTEMPTS_PER_ORDER;
    }
}
