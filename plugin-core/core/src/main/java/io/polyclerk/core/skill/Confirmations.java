package io.polyclerk.core.skill;

import io.polyclerk.core.action.ActionId;
import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.ActionLedger;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.Policies;
import io.polyclerk.core.conversation.Dealing;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.reply.Claim;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a yes or a no to what was proposed: by the button, or by a typed word while the question is open. A button counts only in the
 * conversation and from the sender it was shown to, once, and while it lives; otherwise nothing is done and nothing disclosed.
 */
public final class Confirmations {

    static final String YES = "yes:";
    static final String NO = "no:";
    private static final int ASKED_ENOUGH = 3;

    private final ActionLedger ledger;
    private final Policies policies;
    private final Answers answers;

    public Confirmations(ActionLedger ledger, Policies policies, Answers answers) {
        this.ledger = ledger;
        this.policies = policies;
        this.answers = answers;
    }

    /** Whether what was agreed to has come to its end. */
    public OrderStanding standing() {
        return new OrderStanding(ledger);
    }

    /** Whether a picked value is a yes or a no to some proposal. */
    public static boolean isAnswer(String value) {
        return value.startsWith(YES) || value.startsWith(NO);
    }

    /** What comes of an answer; empty when the turn answers no proposal. */
    public Optional<SkillResult> answer(Turn turn) {
        for (String value : turn.utterance().selection()) {
            if (value.startsWith(YES)) {
                return Optional.of(answered(turn, value.substring(YES.length()), true));
            }
            if (value.startsWith(NO)) {
                return Optional.of(answered(turn, value.substring(NO.length()), false));
            }
        }
        String open = turn.memory().dealing().proposal();
        OpenQuestion question = turn.memory().question();
        if (open == null
                || question == null
                || question.wanted() != Wanted.CONFIRMATION
                || !turn.utterance().selection().isEmpty()) {
            return Optional.empty();
        }
        return switch (answers.read(turn.utterance().text())) {
            case YES -> Optional.of(answered(turn, open, true));
            case NO -> Optional.of(answered(turn, open, false));
            case NEITHER ->
                isBesideThePoint(turn, question) ? Optional.of(askAgain(turn, open, question)) : Optional.empty();
        };
    }

    /** Neither yes nor no, and no other wish either. */
    private static boolean isBesideThePoint(Turn turn, OpenQuestion question) {
        boolean sameWish = turn.interpretation().intents().stream()
                .findFirst()
                .filter(best -> best.intent().wireName().equals(question.intent()))
                .isPresent();
        return sameWish
                && turn.interpretation()
                        .slot(Slot.ORDER_NUMBER)
                        .filter(number -> !number.equals(turn.memory().orderNumber()))
                        .isEmpty();
    }

    private SkillResult answered(Turn turn, String id, boolean yes) {
        Optional<LedgerEntry> found = ledger.find(new ActionId(id))
                .filter(entry -> entry.proposal()
                        .who()
                        .conversation()
                        .equals(turn.conversation().id()));
        if (found.isEmpty()) {
            return say(turn, turn.memory(), Phrase.of("confirm.void"));
        }
        LedgerEntry entry = found.get();
        if (!entry.proposal().who().sender().equals(turn.sender().id())) {
            return say(turn, turn.memory(), Phrase.of("confirm.not_yours"));
        }
        if (entry.kind() == ActionKind.REFUND
                || entry.state() == ActionState.DECLINED
                || entry.state() == ActionState.PROPOSED
                        && entry.proposal().expiresAt().isBefore(turn.now())) {
            return say(turn, forgotten(turn.memory()), Phrase.of("confirm.void"));
        }
        if (entry.state() != ActionState.PROPOSED) {
            return say(turn, turn.memory(), Claim.of(entry));
        }
        return yes ? confirmed(turn, entry) : declined(turn, entry);
    }

    private SkillResult confirmed(Turn turn, LedgerEntry entry) {
        var proposal = entry.proposal();
        boolean busy = ledger
                .ofOrder(
                        proposal.who().merchant(),
                        proposal.store(),
                        proposal.action().orderId())
                .stream()
                .anyMatch(other -> other.state().blocksOrder());
        if (busy) {
            return say(turn, forgotten(turn.memory()), Phrase.of("deny.underway"));
        }
        boolean usedUp = policies.of(proposal.who().merchant())
                .isUsedUp(
                        entry.kind(),
                        ledger.usage(
                                proposal.who().merchant(),
                                turn.conversation().id(),
                                entry.kind(),
                                turn.now().minus(Proposals.DAY)));
        boolean needsApproval = proposal.needsApproval() || usedUp;
        List<LedgerChange> changes = List.of(new LedgerChange.Confirm(entry.id(), needsApproval, turn.now()));
        Memory memory = forgotten(turn.memory());
        if (!needsApproval) {
            // What becomes of it is said when it is known.
            return new SkillResult(new Reply.Say(List.of()), memory, changes);
        }
        return new SkillResult(
                new Reply.Note(
                        List.of(Claim.of(entry.as(ActionState.AWAITING_APPROVAL))), ActionTickets.approval(entry)),
                memory,
                changes);
    }

    private static SkillResult declined(Turn turn, LedgerEntry entry) {
        return new SkillResult(
                new Reply.Say(List.of(Phrase.of("confirm.left"))),
                forgotten(turn.memory()),
                List.of(new LedgerChange.Decline(entry.id(), turn.now())));
    }

    private SkillResult askAgain(Turn turn, String id, OpenQuestion question) {
        OpenQuestion again = new OpenQuestion(question.intent(), Wanted.CONFIRMATION, question.asked() + 1);
        Optional<LedgerEntry> entry = ledger.find(new ActionId(id));
        if (entry.isEmpty() || entry.get().state() != ActionState.PROPOSED) {
            return say(turn, forgotten(turn.memory()), Phrase.of("confirm.void"));
        }
        List<Offer> offers = new ArrayList<>(Proposals.buttons(entry.get().id(), button(entry.get())));
        if (again.asked() >= ASKED_ENOUGH) {
            offers.add(Offers.human());
        }
        return new SkillResult(
                new Reply.Ask(List.of(Phrase.of("confirm.again")), again, offers),
                turn.memory().asking(again));
    }

    /** Names what a proposal will do, in few words. */
    static Phrase button(LedgerEntry entry) {
        return Phrase.of(
                "button." + entry.kind().name().toLowerCase(Locale.ROOT),
                Map.of("number", entry.proposal().orderNumber()));
    }

    private static Memory forgotten(Memory memory) {
        return memory.asking(null).dealing(Dealing.NONE);
    }

    private static SkillResult say(Turn turn, Memory memory, Phrase phrase) {
        return new SkillResult(new Reply.Say(List.of(phrase), List.of(Offers.intent(Intent.HUMAN_AGENT))), memory);
    }
}
