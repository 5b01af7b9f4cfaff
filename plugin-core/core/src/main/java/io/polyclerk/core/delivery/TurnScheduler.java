package io.polyclerk.core.delivery;

import io.polyclerk.core.conversation.ConversationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Decides when a conversation is worked on: once a burst of short messages has been quiet for a while, one worker at a time for one
 * conversation, many conversations at once. Holds nothing that a restart would miss: {@link #resume} finds it again in the store.
 */
public final class TurnScheduler implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(TurnScheduler.class.getName());
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(2);

    private final Duration quiet;
    private final Duration longestBurst;
    private final ConversationWork work;
    private final ScheduledExecutorService timer;
    private final ExecutorService workers;
    private final Clock clock;
    private final ConcurrentHashMap<ConversationId, Slot> slots = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** What is to be done for one conversation. */
    @FunctionalInterface
    public interface ConversationWork {
        /** Answers what is unanswered and sends what is unsent. @return when to come back, empty when all is done */
        Optional<Instant> run(ConversationId conversation);
    }

    /**
     * @param quiet how long a shopper must be silent before a burst counts as finished
     * @param timer runs only short tasks; closed with this scheduler
     * @param workers as many threads as conversations are worked on at once; closed with this scheduler
     */
    public TurnScheduler(
            Duration quiet,
            ConversationWork work,
            ScheduledExecutorService timer,
            ExecutorService workers,
            Clock clock) {
        this.quiet = quiet;
        this.longestBurst = quiet.multipliedBy(5);
        this.work = work;
        this.timer = timer;
        this.workers = workers;
        this.clock = clock;
    }

    /** A message of this conversation was stored: a turn is due once it has been quiet. */
    public void messageArrived(ConversationId conversation) {
        Instant now = clock.instant();
        slots.compute(conversation, (id, slot) -> {
            Slot known = slot == null ? new Slot() : slot;
            known.burst(now, quiet, longestBurst);
            plan(id, known, now);
            return known;
        });
    }

    /** There is something to do that no shopper is writing on, such as after a start or when a human has spoken. */
    public void resume(ConversationId conversation) {
        Instant now = clock.instant();
        slots.compute(conversation, (id, slot) -> {
            Slot known = slot == null ? new Slot() : slot;
            known.dueAt(now);
            plan(id, known, now);
            return known;
        });
    }

    /** How many conversations have something to do. */
    public int backlog() {
        return slots.size();
    }

    private void plan(ConversationId id, Slot slot, Instant now) {
        if (slot.running || closed || !slot.due().isBefore(slot.plannedFor)) {
            return;
        }
        slot.plannedFor = slot.due();
        long pause = Math.max(0, Duration.between(now, slot.due()).toNanos());
        try {
            timer.schedule(() -> due(id), pause, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            slot.plannedFor = Instant.MAX;
        }
    }

    private void due(ConversationId conversation) {
        Instant now = clock.instant();
        slots.computeIfPresent(conversation, (id, slot) -> {
            if (slot.running) {
                return slot;
            }
            slot.plannedFor = Instant.MAX;
            if (slot.due().isAfter(now)) {
                plan(id, slot, now);
                return slot;
            }
            slot.begin();
            try {
                workers.execute(() -> run(id));
            } catch (RejectedExecutionException closing) {
                slot.running = false;
            }
            return slot;
        });
    }

    private void run(ConversationId conversation) {
        Optional<Instant> again;
        try {
            again = work.run(conversation);
        } catch (RuntimeException | Error fault) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "work on conversation " + conversation + " failed, will be tried again",
                    fault);
            again = Optional.of(clock.instant().plus(AFTER_A_FAULT));
        }
        finished(conversation, again);
    }

    private void finished(ConversationId conversation, Optional<Instant> again) {
        Instant now = clock.instant();
        slots.computeIfPresent(conversation, (id, slot) -> {
            slot.running = false;
            again.ifPresent(slot::dueAt);
            if (slot.isIdle()) {
                return null;
            }
            plan(id, slot, now);
            return slot;
        });
    }

    /** Lets running work finish for a few seconds, then interrupts it; what is left is found again at the next start. */
    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** What is known of one conversation; touched only inside the map's own lock for its key. */
    private static final class Slot {
        private Instant burstBegan = Instant.MAX;
        private Instant due = Instant.MAX;
        /** When the earliest timer for this conversation goes off; a timer that finds nothing due does no harm. */
        private Instant plannedFor = Instant.MAX;

        private boolean running;

        void burst(Instant now, Duration quiet, Duration longest) {
            if (burstBegan.equals(Instant.MAX)) {
                burstBegan = now;
            }
            Instant quietAt = now.plus(quiet);
            Instant latest = burstBegan.plus(longest);
            Instant wanted = quietAt.isBefore(latest) ? quietAt : latest;
            due = wanted;
        }

        void dueAt(Instant at) {
            if (at.isBefore(due)) {
                due = at;
            }
        }

        Instant due() {
            return due;
        }

        void begin() {
            running = true;
            burstBegan = Instant.MAX;
            due = Instant.MAX;
        }

        boolean isIdle() {
            return due.equals(Instant.MAX);
        }
    }
}
