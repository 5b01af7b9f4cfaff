package io.polyclerk.core.turn;

import io.polyclerk.core.action.ActionId;
import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.ActionLedger;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.LedgerEntry.Progress;
import io.polyclerk.core.action.Outcome;
import io.polyclerk.core.action.Policies;
import io.polyclerk.core.action.Policy;
import io.polyclerk.core.action.Policy.Mode;
import io.polyclerk.core.action.Proposal;
import io.polyclerk.core.reply.Claim;
import io.polyclerk.core.reply.Claim.Aspect;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.skill.ActionTickets;
import io.polyclerk.core.skill.Offers;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.OrderAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be said about a row of the ledger, and what follows from it: a cancelled order whose money the shop still holds leads to a
 * refund, as far as the merchant lets the bot, else to a human.
 */
public final class ActionNews {

    private static final Duration DAY = Duration.ofHours(24);

    private final ActionLedger ledger;
    private final Policies policies;
    private final Clock clock;

    public ActionNews(ActionLedger ledger, Policies policies, Clock clock) {
        this.ledger = ledger;
        this.policies = policies;
        this.clock = clock;
    }

    /** What is said and stored in one transaction. */
    record News(List<Phrase> phrases, List<Offer> offers, List<TicketDraft> tickets, List<LedgerChange> changes) {}

    News of(LedgerEntry entry) {
        List<Phrase> phrases = new ArrayList<>(List.of(Claim.of(entry)));
        List<Offer> offers = new ArrayList<>();
        List<TicketDraft> tickets = new ArrayList<>();
        List<LedgerChange> changes = new ArrayList<>(List.of(new LedgerChange.Tell(entry.id(), entry.state())));
        switch (entry.state()) {
            case DONE -> done(entry, phrases, offers, tickets, changes);
            case REFUSED, UNRESOLVED -> tickets.add(ActionTickets.trouble(entry));
            case REJECTED -> offers.add(Offers.human());
            case PROPOSED, DECLINED, AWAITING_APPROVAL, CONFIRMED, ATTEMPTED, UNCERTAIN -> {}
        }
        return new News(phrases, offers, tickets, changes);
    }

    private void done(
            LedgerEntry entry,
            List<Phrase> phrases,
            List<Offer> offers,
            List<TicketDraft> tickets,
            List<LedgerChange> changes) {
        Outcome outcome = entry.outcome();
        if (entry.kind() == ActionKind.RETURN) {
            offers.add(Offers.intent(Intent.RETURN_POLICY));
        }
        if (entry.kind() == ActionKind.REFUND) {
            phrases.add(Phrase.of("refund.bank_takes_days"));
        }
        if (entry.kind() != ActionKind.CANCEL || outcome == null) {
            return;
        }
        if (!outcome.refunded().isZero()) {
            phrases.add(new Claim(entry, Aspect.MONEY_BACK));
            phrases.add(Phrase.of("refund.bank_takes_days"));
        }
        ActionId refund = refundOf(entry.proposal());
        // Of two conversations that cancelled the same order, one leads to the refund.
        if (!outcome.held().isZero() && ledger.find(refund).isEmpty()) {
            phrases.add(new Claim(entry, Aspect.MONEY_HELD));
            refund(entry, outcome, phrases, tickets, changes);
        }
    }

    /** The shopper has confirmed the cancellation, and with it that the money comes back. */
    private void refund(
            LedgerEntry cancelled,
            Outcome outcome,
            List<Phrase> phrases,
            List<TicketDraft> tickets,
            List<LedgerChange> changes) {
        Policy policy = policies.of(cancelled.proposal().who().merchant());
        Instant now = clock.instant();
        if (policy.rule(ActionKind.REFUND).mode() == Mode.NEVER) {
            phrases.add(Phrase.of("noted.wish"));
            tickets.add(ActionTickets.trouble(cancelled));
            return;
        }
        boolean automatic = mayRefund(policy, cancelled, outcome.held(), now);
        LedgerEntry refund = new LedgerEntry(
                proposal(cancelled, outcome, !automatic, now),
                automatic ? ActionState.CONFIRMED : ActionState.AWAITING_APPROVAL,
                new Progress(0, now, null, null, false, null, null),
                null,
                null);
        changes.add(new LedgerChange.Add(refund));
        phrases.add(Claim.of(refund));
        if (!automatic) {
            tickets.add(ActionTickets.approval(refund));
        }
    }

    private boolean mayRefund(Policy policy, LedgerEntry cancelled, Money amount, Instant now) {
        Policy.Rule rule = policy.rule(ActionKind.REFUND);
        Proposal.Who who = cancelled.proposal().who();
        return rule.mode() == Mode.AUTOMATIC
                && (rule.largestAmount() == null || amount.amount().compareTo(rule.largestAmount()) <= 0)
                && !policy.isUsedUp(
                        ActionKind.REFUND,
                        ledger.usage(who.merchant(), who.conversation(), ActionKind.REFUND, now.minus(DAY)));
    }

    private static ActionId refundOf(Proposal cancelled) {
        return ActionId.ofThing(
                "refund of what was cancelled: " + cancelled.who().merchant() + " " + cancelled.store() + " "
                        + cancelled.action().orderId());
    }

    private static Proposal proposal(LedgerEntry cancelled, Outcome outcome, boolean needsApproval, Instant now) {
        Proposal before = cancelled.proposal();
        return new Proposal(
                refundOf(before),
                before.who(),
                before.store(),
                before.orderNumber(),
                outcome.revision(),
                new OrderAction.RefundMoney(
                        before.action().orderId(), List.of(), outcome.held(), "order cancelled by the shopper"),
                outcome.held(),
                needsApproval,
                now,
                now);
    }
}
