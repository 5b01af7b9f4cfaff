package io.polyclerk.core.skill;

import io.polyclerk.core.action.ActionId;
import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.ActionLedger;
import io.polyclerk.core.action.ActionLedger.Usage;
import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.Policies;
import io.polyclerk.core.action.Policy.Verdict;
import io.polyclerk.core.action.Proposal;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.identity.Level;
import io.polyclerk.core.reply.Claim;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.skill.OrderGate.Passage.Open;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.OrderActions;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.OrderAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a shopper to confirm a change, once the store can do it, the merchant allows it and nothing else is underway. */
public final class Proposals {

    /** How long a button can be pressed. */
    static final Duration BUTTON_LIFE = Duration.ofMinutes(15);

    static final Duration DAY = Duration.ofHours(24);

    private final ActionLedger ledger;
    private final Policies policies;

    public Proposals(ActionLedger ledger, Policies policies) {
        this.ledger = ledger;
        this.policies = policies;
    }

    /**
     * What is to be proposed.
     *
     * @param amount what is at stake; null when no money is
     * @param reason wire name of why; null when nobody asked
     * @param question names what will happen
     * @param button names it shortly
     */
    record Wish(
            OrderAction action,
            @Nullable Money amount,
            @Nullable String reason,
            Phrase question,
            Phrase button) {}

    /** The level that the merchant asks for. */
    Level level(Turn turn, ActionKind kind) {
        return policies.of(turn.conversation().merchant()).rule(kind).identity();
    }

    /** Why it need not even be asked about; empty when it can be proposed. */
    Optional<SkillResult> refusal(
            Turn turn, Intent intent, Open open, ActionKind kind, Class<? extends OrderAction> action) {
        Optional<LedgerEntry> underway = underway(turn, open);
        if (underway.isPresent()) {
            return Optional.of(new SkillResult(
                    new Reply.Say(
                            List.of(
                                    mayTell(turn, underway.get())
                                            ? Claim.of(underway.get())
                                            : Phrase.of("deny.underway")),
                            List.of(Offers.human())),
                    open.memory()));
        }
        boolean able = open.store().adapter() instanceof OrderActions
                && open.store().adapter().capabilities().actions().contains(action);
        if (!able) {
            return Optional.of(new SkillResult(
                    new Reply.Note(List.of(Phrase.of("noted.change")), TicketWords.draft(turn, intent, false)),
                    open.memory()));
        }
        Verdict verdict = verdict(turn, open, kind, null, null);
        return verdict.isPossible() ? Optional.empty() : Optional.of(denied(open, verdict));
    }

    /** Asks. Call {@link #refusal} first. */
    SkillResult ask(Turn turn, Intent intent, Open open, Wish wish) {
        ActionKind kind = ActionKind.of(wish.action());
        Verdict verdict = verdict(turn, open, kind, wish.amount(), wish.reason());
        if (!verdict.isPossible()) {
            return denied(open, verdict);
        }
        Proposal proposal = new Proposal(
                ActionId.random(),
                new Proposal.Who(
                        turn.conversation().id(),
                        turn.conversation().merchant(),
                        turn.sender().id(),
                        turn.conversation().language()),
                open.store().id(),
                open.order().number(),
                open.order().revision(),
                wish.action(),
                wish.amount(),
                verdict == Verdict.ASK,
                turn.now(),
                turn.now().plus(BUTTON_LIFE));
        List<Phrase> phrases = new ArrayList<>(List.of(wish.question()));
        if (proposal.needsApproval()) {
            phrases.add(Phrase.of("confirm.needs_team"));
        }
        OpenQuestion question = new OpenQuestion(intent.wireName(), Wanted.CONFIRMATION, 1);
        return new SkillResult(
                new Reply.Ask(phrases, question, buttons(proposal.id(), wish.button())),
                open.memory()
                        .asking(question)
                        .dealing(open.memory()
                                .dealing()
                                .about(intent.wireName(), open.order().number())
                                .proposing(proposal.id().value())),
                List.of(new LedgerChange.Add(LedgerEntry.proposed(proposal))));
    }

    private Verdict verdict(Turn turn, Open open, ActionKind kind, @Nullable Money amount, @Nullable String reason) {
        String merchant = turn.conversation().merchant();
        Usage usage = ledger.usage(
                merchant, turn.conversation().id(), kind, turn.now().minus(DAY));
        return policies.of(merchant)
                .decide(kind, open.order(), amount == null ? null : amount.amount(), reason, usage, turn.now());
    }

    /** The button that does it and the one that does not. */
    static List<Offer> buttons(ActionId id, Phrase yes) {
        return List.of(
                new Offer(Confirmations.YES + id.value(), yes),
                new Offer(Confirmations.NO + id.value(), Phrase.of("button.leave")));
    }

    private Optional<LedgerEntry> underway(Turn turn, Open open) {
        return ledger
                .ofOrder(
                        turn.conversation().merchant(),
                        open.store().id(),
                        open.order().id())
                .stream()
                .filter(entry -> entry.state().blocksOrder())
                .findFirst();
    }

    /** Who else has asked for something is nobody's business. */
    private static boolean mayTell(Turn turn, LedgerEntry entry) {
        return entry.proposal().who().conversation().equals(turn.conversation().id())
                && entry.proposal().who().sender().equals(turn.sender().id());
    }

    private static SkillResult denied(Open open, Verdict verdict) {
        List<Phrase> phrases = switch (verdict) {
            case WRONG_STATUS -> List.of(OrderWords.status(open.order()), Phrase.of("deny.status"));
            case TOO_LATE -> List.of(Phrase.of("deny.late"));
            case NEVER, AUTOMATIC, ASK -> List.of(Phrase.of("deny.never"));
        };
        return new SkillResult(new Reply.Say(phrases, List.of(Offers.human())), open.memory());
    }
}
