package io.polyclerk.core.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.StaleConversation;
import io.polyclerk.core.media.MediaPatience;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.spi.message.Content;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What is done for one conversation when its time has come: one turn for what is unanswered, then what was confirmed, then sending. */
public final class ConversationWorker implements TurnScheduler.ConversationWork {

    private static final System.Logger LOGGER = System.getLogger(ConversationWorker.class.getName());
    private static final int MOST_TRIES = 3;
    /** Whoever mends a connection wakes what waits for it; this is for other nodes. */
    private static final Duration WHILE_PAUSED = Duration.ofMinutes(1);

    private final ConcurrentHashMap<ConversationId, Integer> failures = new ConcurrentHashMap<>();
    private final TurnStore turns;
    private final TurnWork work;
    private final ActionWork actions;
    private final Dispatcher dispatcher;
    private final MediaPatience media;
    private final PlatformNotice notice;
    private final Counters counters;
    private final Clock clock;

    public ConversationWorker(
            TurnStore turns,
            TurnWork work,
            ActionWork actions,
            Dispatcher dispatcher,
            MediaPatience media,
            PlatformNotice notice,
            Counters counters,
            Clock clock) {
        this.turns = turns;
        this.work = work;
        this.actions = actions;
        this.dispatcher = dispatcher;
        this.media = media;
        this.notice = notice;
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> run(ConversationId conversation) {
        Optional<Pending> pending = turns.pending(conversation);
        boolean more = false;
        Optional<Instant> patience =
                pending.filter(ConversationWorker::hasMedia).flatMap(found -> media.lookAgain(conversation));
        boolean sameHolder = false;
        if (pending.isPresent() && patience.isEmpty()) {
            try {
                TurnStore.Result result = result(conversation, pending.get());
                turns.commit(result);
                failures.remove(conversation);
                counters.count("turns", "");
                more = result.answered().size() < pending.get().messages().size();
                sameHolder = result.conversation().holder()
                        == pending.get().conversation().holder();
            } catch (StaleConversation changed) {
                return Optional.of(Instant.EPOCH);
            } catch (ConnectionPaused paused) {
                return Optional.of(clock.instant().plus(WHILE_PAUSED));
            }
        }
        Optional<Instant> unsent = dispatcher.drain(conversation);
        if (more) {
            return Optional.of(Instant.EPOCH);
        }
        if (actions.isDue(conversation)) {
            return earlier(patience, act(conversation));
        }
        Optional<Instant> untold = unsent.isEmpty() && !sameHolder ? notice.tell(conversation) : Optional.empty();
        return earlier(earlier(patience, unsent), untold);
    }

    /** What was said before goes out first, because a store may take its time. */
    private Optional<Instant> act(ConversationId conversation) {
        Optional<Instant> next;
        try {
            next = actions.run(conversation);
        } catch (StaleConversation changed) {
            next = Optional.of(Instant.EPOCH);
        }
        return earlier(next, dispatcher.drain(conversation));
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
        } catch (ConnectionPaused paused) {
            throw paused;
        } catch (RuntimeException | Error fault) {
            counters.count("turn_faults", "");
            if (failures.merge(conversation, 1, Integer::sum) < MOST_TRIES) {
                throw fault;
            }
            LOGGER.log(System.Logger.Level.ERROR, "conversation " + conversation + " is left to a human", fault);
            return work.handToHuman(pending);
        }
    }
}
