package io.polyclerk.core.action;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the ledger: one change to one order, from the question to what became of it.
 *
 * @param outcome what the store showed; null before it was read back
 * @param told the state that the shopper was told last; null when nothing was told after the confirmation
 */
public record LedgerEntry(
        Proposal proposal,
        ActionState state,
        Progress progress,
        @Nullable Outcome outcome,
        @Nullable ActionState told) {

    /** Asked, and nothing more. */
    public static LedgerEntry proposed(Proposal proposal) {
        return new LedgerEntry(proposal, ActionState.PROPOSED, Progress.NONE, null, null);
    }

    /**
     * How far it got.
     *
     * @param attempts writes that were begun
     * @param dueAt when the next step is due; of an attempt, until when its worker may still be at it
     * @param doubtful whether an attempt may have reached the store without an answer
     * @param reason why it was refused or is in doubt, for people who run the shop; no personal data
     * @param decidedBy id of the token of who approved or rejected it
     */
    public record Progress(
            int attempts,
            @Nullable Instant confirmedAt,
            @Nullable Instant attemptedAt,
            @Nullable Instant dueAt,
            boolean doubtful,
            @Nullable String reason,
            @Nullable String decidedBy) {

        public static final Progress NONE = new Progress(0, null, null, null, false, null, null);
    }

    public ActionId id() {
        return proposal.id();
    }

    public ActionKind kind() {
        return proposal.kind();
    }

    /** The same row one step on, as it will be once the change is committed. */
    public LedgerEntry as(ActionState next) {
        return new LedgerEntry(proposal, next, progress, outcome, told);
    }

    /** Whether the shopper has not heard of the present state; a write that did not work at once is told to be underway. */
    public boolean isToBeTold() {
        return state.isToBeTold() && state != told
                || state == ActionState.CONFIRMED && progress.attempts() > 0 && told == null;
    }
}
