package io.polyclerk.core.action;

import io.polyclerk.core.action.ActionLedger.Finding;
import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.OrderActions;
import io.polyclerk.spi.store.Order;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what was confirmed, at most once. The attempt is in the ledger before the store is called; an attempt without an answer
 * is read back before anything else, and a refund in doubt is never asked for a second time: when the store shows none after all the
 * time a request can be on its way, a human looks. Other writes set a state, so one that the store does not show is asked for again
 * with the same key. Thread-safe; two workers on one row do no harm, because each step is taken by one of them.
 */
public final class ActionWorker {

    /** Longer than any adapter may take for one call. */
    public static final Duration LEASE = Duration.ofMinutes(3);

    /** No web server lets a request run this long. */
    static final Duration MONEY_ON_ITS_WAY = Duration.ofMinutes(16);

    static final Duration WRITE_ON_ITS_WAY = Duration.ofSeconds(5);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    static final int MOST_ATTEMPTS = 6;

    private static final System.Logger LOGGER = System.getLogger(ActionWorker.class.getName());

    private final ActionLedger ledger;
    private final ConnectionRegistry connections;
    private final Counters counters;
    private final Clock clock;

    public ActionWorker(ActionLedger ledger, ConnectionRegistry connections, Counters counters, Clock clock) {
        this.ledger = ledger;
        this.connections = connections;
        this.counters = counters;
        this.clock = clock;
    }

    /** Takes the steps that are due for one row. @return the row as it is now */
    public LedgerEntry work(LedgerEntry entry) {
        LedgerEntry now = entry;
        while (now.state().isUnderway() && isDue(now)) {
            step(now);
            Optional<LedgerEntry> after = ledger.find(now.id());
            if (after.isEmpty() || after.get().equals(now)) {
                return now;
            }
            now = after.get();
        }
        return now;
    }

    private boolean isDue(LedgerEntry entry) {
        Instant due = entry.progress().dueAt();
        return due == null || !due.isAfter(clock.instant());
    }

    private void step(LedgerEntry entry) {
        if (entry.state() == ActionState.CONFIRMED) {
            attempt(entry);
        } else if (entry.state() == ActionState.ATTEMPTED) {
            // Its worker is gone, and with it the knowledge of what it did.
            inDoubt(entry, "the process ended before the shop answered");
        } else {
            readBack(entry);
        }
    }

    private void attempt(LedgerEntry entry) {
        Instant now = clock.instant();
        Optional<OpenStore> store = store(entry);
        if (store.isEmpty() || !(store.get().adapter() instanceof OrderActions actions)) {
            unavailable(entry, "the store is not connected");
            return;
        }
        if (!ledger.begin(entry, now, now.plus(LEASE))) {
            return;
        }
        counters.count("action_attempts", entry.kind().wireName());
        LedgerEntry begun = ledger.find(entry.id()).orElseThrow();
        try {
            Order after = actions.perform(
                    entry.proposal().action(),
                    entry.id().value(),
                    entry.proposal().revision());
            if (isVisible(entry, after)) {
                end(begun, ActionState.DONE, Outcome.of(after), null);
            } else {
                inDoubt(begun, "the shop took it and does not show it");
            }
        } catch (AdapterException failure) {
            afterFailure(begun, failure);
        } catch (RuntimeException bug) {
            LOGGER.log(System.Logger.Level.ERROR, "adapter failed unexpectedly in action " + entry.id(), bug);
            inDoubt(begun, "the adapter failed unexpectedly");
        }
    }

    private void afterFailure(LedgerEntry begun, AdapterException failure) {
        String reason = String.valueOf(failure.getMessage());
        switch (failure) {
            case AdapterException.RateLimited limited -> again(begun, limited.retryAfter(), reason);
            case AdapterException.Unavailable lost -> {
                if (lost.mayHaveHappened()) {
                    inDoubt(begun, reason);
                } else {
                    again(begun, pause(begun), reason);
                }
            }
            case AdapterException.CredentialsRejected rejected -> unavailable(begun, reason);
            case AdapterException.Refused refused -> refused(begun, reason);
            case AdapterException.Unsupported bug -> unavailable(begun, reason);
        }
    }

    /** A no to a repeated write may only mean that the first one was done. */
    private void refused(LedgerEntry begun, String reason) {
        if (begun.progress().doubtful()) {
            Optional<Order> order = read(begun);
            if (order.isEmpty()) {
                inDoubt(begun, reason);
                return;
            }
            if (isVisible(begun, order.get())) {
                end(begun, ActionState.DONE, Outcome.of(order.get()), null);
                return;
            }
        }
        end(begun, ActionState.REFUSED, null, reason);
    }

    private void readBack(LedgerEntry entry) {
        Optional<Order> order = read(entry);
        if (order.isPresent() && isVisible(entry, order.get())) {
            end(entry, ActionState.DONE, Outcome.of(order.get()), null);
            return;
        }
        Instant now = clock.instant();
        Instant attempted = entry.progress().attemptedAt();
        Instant settled = (attempted == null ? now : attempted)
                .plus(entry.kind().movesMoney() ? MONEY_ON_ITS_WAY : WRITE_ON_ITS_WAY);
        if (now.isBefore(settled)) {
            Duration pause = pause(entry);
            Instant next = now.plus(pause).isAfter(settled) ? settled : now.plus(pause);
            record(entry, ActionState.UNCERTAIN, null, next, entry.progress().reason());
        } else if (order.isEmpty()) {
            unanswered(entry, now);
        } else if (entry.kind().movesMoney() || entry.progress().attempts() >= MOST_ATTEMPTS) {
            end(
                    entry,
                    ActionState.UNRESOLVED,
                    Outcome.of(order.get()),
                    entry.progress().reason());
        } else {
            attempt(entry);
        }
    }

    /** The store does not even say how the order stands. */
    private void unanswered(LedgerEntry entry, Instant now) {
        Instant attempted = entry.progress().attemptedAt();
        if (attempted != null
                && attempted.plus(MONEY_ON_ITS_WAY.multipliedBy(2)).isBefore(now)) {
            end(entry, ActionState.UNRESOLVED, null, entry.progress().reason());
        } else {
            record(
                    entry,
                    ActionState.UNCERTAIN,
                    null,
                    now.plus(LONGEST_PAUSE),
                    entry.progress().reason());
        }
    }

    private Optional<Order> read(LedgerEntry entry) {
        try {
            return store(entry)
                    .flatMap(store -> store.adapter().findOrder(entry.proposal().orderNumber()))
                    .filter(order -> order.id().equals(entry.proposal().action().orderId()));
        } catch (AdapterException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isVisible(LedgerEntry entry, Order order) {
        return Effect.isVisible(entry.proposal().action(), entry.id().value(), order);
    }

    private Optional<OpenStore> store(LedgerEntry entry) {
        return connections.storesOf(entry.proposal().who().merchant()).stream()
                .filter(store -> store.id().equals(entry.proposal().store()))
                .findFirst();
    }

    /** Nothing was done by this attempt; an earlier one may still be in doubt. */
    private void again(LedgerEntry begun, Duration pause, String reason) {
        if (begun.progress().doubtful()) {
            record(begun, ActionState.UNCERTAIN, null, clock.instant().plus(pause), reason);
        } else if (begun.progress().attempts() >= MOST_ATTEMPTS) {
            unavailable(begun, reason);
        } else {
            record(begun, ActionState.CONFIRMED, null, clock.instant().plus(pause), reason);
        }
    }

    private void unavailable(LedgerEntry entry, String reason) {
        end(entry, entry.progress().doubtful() ? ActionState.UNRESOLVED : ActionState.REFUSED, null, reason);
    }

    private void inDoubt(LedgerEntry entry, String reason) {
        counters.count("action_doubts", entry.kind().wireName());
        Finding finding = new Finding(ActionState.UNCERTAIN, null, clock.instant(), true, reason, clock.instant());
        ledger.record(entry, finding);
    }

    private void record(
            LedgerEntry entry,
            ActionState state,
            @Nullable Outcome outcome,
            @Nullable Instant dueAt,
            @Nullable String reason) {
        ledger.record(entry, new Finding(state, outcome, dueAt, entry.progress().doubtful(), reason, clock.instant()));
    }

    private void end(LedgerEntry entry, ActionState state, @Nullable Outcome outcome, @Nullable String reason) {
        counters.count("actions", state.wireName());
        record(entry, state, outcome, null, reason);
    }

    private static Duration pause(LedgerEntry entry) {
        Duration pause = Duration.ofSeconds(
                1L << Math.min(7, Math.max(0, entry.progress().attempts())));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
