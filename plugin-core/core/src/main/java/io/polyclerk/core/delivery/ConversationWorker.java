package io.polyclerk.core.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.StaleConversation;
import io.polyclerk.core.observe.Counters;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What is done for one conversation when its time has come: one turn for what is unanswered, then sending. */
public final class ConversationWorker implements TurnScheduler.ConversationWork {

    private final TurnStore turns;
    private final Function<Pending, TurnStore.Result> turnRunner;
    private final Dispatcher dispatcher;
    private final Counters counters;

    public ConversationWorker(
            TurnStore turns, Function<Pending, TurnStore.Result> turnRunner, Dispatcher dispatcher, Counters counters) {
        this.turns = turns;
        this.turnRunner = turnRunner;
        this.dispatcher = dispatcher;
        this.counters = counters;
    }

    @Override
    public Optional<Instant> run(ConversationId conversation) {
        Optional<Pending> pending = turns.pending(conversation);
        if (pending.isPresent()) {
            try {
                turns.commit(turnRunner.apply(pending.get()));
                counters.count("turns", "");
            } catch (StaleConversation changed) {
                return Optional.of(Instant.EPOCH);
            }
        }
        return dispatcher.drain(conversation);
    }
}
