package io.polyclerk.core.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.StaleConversation;
import io.polyclerk.core.media.MediaPatience;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.spi.message.Content;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What is done for one conversation when its time has come: one turn for what is unanswered, then sending. */
public final class ConversationWorker implements TurnScheduler.ConversationWork {

    private static final System.Logger LOGGER = System.getLogger(ConversationWorker.class.getName());
    private static final int MOST_TRIES = 3;

    private final ConcurrentHashMap<ConversationId, Integer> failures = new ConcurrentHashMap<>();
    private final TurnStore turns;
    private final TurnWork work;
    private final Dispatcher dispatcher;
    private final MediaPatience media;
    private final Counters counters;

    public ConversationWorker(
            TurnStore turns, TurnWork work, Dispatcher dispatcher, MediaPatience media, Counters counters) {
        this.turns = turns;
        this.work = work;
        this.dispatcher = dispatcher;
        this.media = media;
        this.counters = counters;
    }

    @Override
    public Optional<Instant> run(ConversationId conversation) {
        Optional<Pending> pending = turns.pending(conversation);
        Optional<Instant> patience =
                pending.filter(ConversationWorker::hasMedia).flatMap(p -> media.lookAgain(conversation));
        if (pending.isPresent() && patience.isEmpty()) {
            try {
                turns.commit(result(conversation, pending.get()));
                failures.remove(conversation);
                counters.count("turns", "");
            } catch (StaleConversation changed) {
                return Optional.of(Instant.EPOCH);
            }
        }
        return earlier(patience, dispatcher.drain(conversation));
    }

    private static boolean hasMedia(Pending pending) {
        return pending.messages().stream()
                .flatMap(received -> received.message().contents().stream())
                .anyMatch(content -> content instanceof Content.Media);
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Comparator.naturalOrder());
    }

    private TurnStore.Result result(ConversationId conversation, Pending pending) {
        try {
            return work.run(pending);
        } catch (RuntimeException fault) {
            counters.count("turn_faults", "");
            if (failures.merge(conversation, 1, Integer::sum) < MOST_TRIES) {
                throw fault;
            }
            LOGGER.log(System.Logger.Level.ERROR, "conversation " + conversation + " is left to a human", fault);
            return work.handToHuman(pending);
        }
    }
}
