package io.polyclerk.core.skill;

import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.conversation.Trust.Proof;
import io.polyclerk.core.identity.Level;
import io.polyclerk.core.identity.OfferedEmail;
import io.polyclerk.core.identity.OneTimeCodes;
import io.polyclerk.core.identity.ProofAttempts;
import io.polyclerk.core.identity.ProofClaims;
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
import java.util.Objects;
import java.util.Optional;

/**
 * The only way from a turn to an order. Nothing of an order leaves it before the sender has proven that the order is theirs: by the
 * order number and the e-mail address, phone number or postcode that the store holds for it, by a code that was sent to that address, or
 * because the platform vouches for them. An unknown order and a wrong proof get the same answer, and attempts are limited per conversation and per order.
 */
public final class OrderGate {

    static final int ATTEMPTS_PER_ORDER = 10;
    static final Duration ORDER_MEMORY = Duration.ofHours(24);

    private final ProofAttempts attempts;
    private final CodeGate codes;
    private final ProofTalk talk;

    public OrderGate(ProofAttempts attempts) {
        this(attempts, OneTimeCodes.OFF);
    }

    public OrderGate(ProofAttempts attempts, OneTimeCodes codes) {
        this.attempts = attempts;
        this.codes = new CodeGate(codes);
        this.talk = new ProofTalk(this.codes);
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
                    .orElseGet(() ->
                            talk.ask(turn, turn.memory(), intent, Wanted.ORDER_NUMBER, Phrase.of("ask_order_number")));
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
            return ProofTalk.locked(memory);
        }
        if (codes.isAskedFor(turn)) {
            return talk.codeAsked(turn, intent, memory, number, found.orElse(null), "code.maybe_sent");
        }
        if (CodeGate.mayHoldOne(turn)) {
            Optional<Passage> coded = coded(turn, intent, memory, number, found);
            if (coded.isPresent()) {
                return coded.get();
            }
        }
        Optional<String> claim = ClaimedProof.in(turn, number);
        OfferedEmail offered = memory.trust().offered();
        if (claim.isEmpty()
                && offered != null
                && offered.sender().equals(turn.sender().id())) {
            return offered(turn, intent, memory.offeringEmail(null), found, offered, required);
        }
        if (claim.isEmpty()) {
            return talk.ask(turn, memory, intent, Wanted.PROOF, Phrase.of("ask_proof", Map.of("number", number)));
        }
        if (found.isPresent()
                && ProofMatcher.provenByWords(claim.get(), number, found.get().order())) {
            Memory proven = memory.proven(found.get().key(), turn.sender().id(), Level.ORDER_PROOF, turn.now());
            return admit(turn, intent, proven, found.get(), Level.ORDER_PROOF, required);
        }
        return talk.wrongProof(turn, intent, memory, number, Wanted.PROOF, "proof_failed");
    }

    /** What was written before the order was named is looked at as if it stood beside its number, and never again. */
    private Passage offered(
            Turn turn,
            Intent intent,
            Memory memory,
            Optional<Found> found,
            OfferedEmail offered,
            Requirement required) {
        if (found.isPresent() && offered.is(found.get().order().customer().email())) {
            Memory proven = memory.proven(found.get().key(), turn.sender().id(), Level.ORDER_PROOF, turn.now());
            return admit(turn, intent, proven, found.get(), Level.ORDER_PROOF, required);
        }
        String number = Objects.requireNonNullElse(memory.orderNumber(), "");
        return talk.wrongProof(turn, intent, memory, number, Wanted.PROOF, "proof_failed");
    }

    /** What a written code opens; empty when what was written may be another proof. In many countries six digits are a postcode, too. */
    private Optional<Passage> coded(Turn turn, Intent intent, Memory memory, String number, Optional<Found> found) {
        String text = turn.utterance().text();
        boolean otherProof = found.isPresent()
                && ProofMatcher.provenByWords(text, number, found.get().order());
        boolean asked = CodeGate.isAwaited(turn);
        return switch (codes.check(turn, memory, number, found.orElse(null))) {
            case CodeGate.Checked.Proven proven -> found.map(own -> opened(own, proven.memory()));
            case CodeGate.Checked.Wrong wrong ->
                otherProof
                        ? Optional.empty()
                        : Optional.of(talk.wrongProof(turn, intent, wrong.memory(), number, Wanted.CODE, "code.wrong"));
            case CodeGate.Checked.Missing missing ->
                asked && !ProofClaims.isIn(text, number, true)
                        ? Optional.of(talk.ask(turn, memory, intent, Wanted.CODE, Phrase.of("code.ask")))
                        : Optional.empty();
            case CodeGate.Checked.Void gone ->
                asked && gone.written() && !otherProof
                        ? Optional.of(
                                talk.ask(turn, memory.codeSent(null), intent, Wanted.PROOF, Phrase.of("code.void")))
                        : Optional.empty();
        };
    }

    /** The order is the sender's; whether that is enough is another question. */
    private Passage admit(Turn turn, Intent intent, Memory memory, Found found, Level known, Requirement required) {
        if (known.isAtLeast(required.level())) {
            return opened(found, memory);
        }
        String number = found.order().number();
        if (isLocked(turn, number)) {
            return ProofTalk.locked(memory);
        }
        String email = found.order().customer().email();
        if (!codes.isOn(turn) || email == null || email.isBlank()) {
            return new Passage.Closed(new SkillResult(
                    new Reply.Say(List.of(Phrase.of("proof.not_enough")), List.of(Offers.human())),
                    memory.asking(null)));
        }
        if (!CodeGate.isAwaited(turn) || codes.isAskedFor(turn)) {
            return talk.codeAsked(turn, intent, memory, number, found, "code.sent");
        }
        return switch (codes.check(turn, memory, number, found)) {
            case CodeGate.Checked.Proven proven -> opened(found, proven.memory());
            case CodeGate.Checked.Wrong wrong ->
                talk.wrongProof(turn, intent, wrong.memory(), number, Wanted.CODE, "code.wrong");
            case CodeGate.Checked.Missing missing -> talk.ask(turn, memory, intent, Wanted.CODE, Phrase.of("code.ask"));
            case CodeGate.Checked.Void gone -> talk.codeAsked(turn, intent, memory, number, found, "code.sent");
        };
    }

    private static Passage opened(Found found, Memory memory) {
        return new Passage.Open(
                found.order(),
                found.store(),
                memory.aboutOrder(found.order().number()).asking(null));
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
