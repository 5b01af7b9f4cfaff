package io.polyclerk.core.rollout;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.language.ChineseScript;
import io.polyclerk.core.understanding.Interpretation;
import java.util.List;

/**
 * Turns as far as the merchant lets the bot go. Where a human decides, what the bot would say is found out by an adviser that changes
 * nothing anywhere, and waits as a suggestion. Thread-safe.
 */
public final class PhasedTurns implements TurnWork {

    private static final System.Logger LOGGER = System.getLogger(PhasedTurns.class.getName());

    private final TurnWork work;
    private final TurnWork adviser;
    private final Rollouts rollouts;
    private final Suggestions suggestions;

    /**
     * @param work answers shoppers
     * @param adviser says what would be answered, with stores that it can read and not change
     */
    public PhasedTurns(TurnWork work, TurnWork adviser, Rollouts rollouts, Suggestions suggestions) {
        this.work = work;
        this.adviser = adviser;
        this.rollouts = rollouts;
        this.suggestions = suggestions;
    }

    @Override
    public Result run(Pending pending) {
        Conversation conversation = pending.conversation();
        Rollout rollout = rollouts.of(conversation.merchant());
        if (conversation.holder() != Holder.BOT) {
            if (rollout.advises()) {
                adviceForAgent(pending);
            }
            return work.run(pending);
        }
        return rollout.isAutomatic() ? work.run(pending) : phased(pending, rollout);
    }

    private Result phased(Pending pending, Rollout rollout) {
        Result advice = adviser.run(advised(pending));
        Interpretation interpretation = advice.interpretation();
        if (interpretation == null) {
            return work.run(pending);
        }
        return switch (rollout.of(interpretation)) {
            case AUTOMATIC -> work.run(pending);
            case SUGGEST -> {
                keep(pending, advice);
                yield waiting(pending, advice, interpretation);
            }
            case OFF -> withMeaning(work.handToHuman(speaking(pending, advice, interpretation)), interpretation);
        };
    }

    /** An agent can do without: nothing of the turn depends on it. */
    private void adviceForAgent(Pending pending) {
        try {
            Result advice = adviser.run(advised(pending));
            if (!advice.replies().isEmpty()) {
                keep(pending, advice);
            }
        } catch (RuntimeException failure) {
            LOGGER.log(System.Logger.Level.WARNING, "no suggestion could be made", failure);
        }
    }

    private void keep(Pending pending, Result advice) {
        if (advice.code() != null) {
            // Nobody was sent anything, so nobody may be told that something is on its way.
            return;
        }
        Conversation before = pending.conversation();
        // What would have been put down in the ledger is not there; nothing may be remembered that refers to it.
        Memory memory = advice.changes().isEmpty() ? advice.conversation().memory() : before.memory();
        Suggestion suggestion = new Suggestion(
                advice.replies(), memory.disclosed(before.memory().disclosed()), advice.interpretation());
        suggestions.keep(pending.conversation().id(), suggestion, advice.at());
    }

    /** The adviser answers as if nobody had taken over, and does not introduce itself: a human will have spoken. */
    private static Pending advised(Pending pending) {
        Conversation conversation = pending.conversation();
        return pending.on(conversation
                .withHolder(Holder.BOT)
                .withMemory(conversation.memory().disclosed(true)));
    }

    private static Pending speaking(Pending pending, Result advice, Interpretation interpretation) {
        Conversation conversation = pending.conversation();
        String spoken = advice.conversation().memory().language();
        return pending.on(conversation.withMemory(
                conversation.memory().speaking(ChineseScript.of(interpretation.language(), "", spoken, null))));
    }

    private static Result waiting(Pending pending, Result advice, Interpretation interpretation) {
        Conversation conversation = speaking(pending, advice, interpretation).conversation();
        return new Result(
                conversation.withHolder(Holder.WAITING_FOR_AGENT),
                advice.answered(),
                interpretation,
                List.of(),
                List.of(),
                null,
                advice.at());
    }

    private static Result withMeaning(Result result, Interpretation interpretation) {
        return new Result(
                result.conversation(),
                result.answered(),
                interpretation,
                result.replies(),
                result.tickets(),
                result.wrongProofs(),
                result.changes(),
                null,
                null,
                result.at());
    }

    @Override
    public Result handToHuman(Pending pending) {
        return work.handToHuman(pending);
    }
}
