package io.polyclerk.core.turn;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.spi.TypingIndicator;
import io.polyclerk.spi.message.ConversationKey;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Shows that an answer is being written, when it takes longer than people wait without a sign. A quick answer costs no extra call. */
public final class TypingTurns implements TurnWork {

    private static final System.Logger LOGGER = System.getLogger(TypingTurns.class.getName());

    private final TurnWork inner;
    private final ConnectionRegistry connections;
    private final ScheduledExecutorService timer;
    private final Executor callers;
    private final Duration patience;

    /**
     * @param callers run the calls to platforms
     * @param patience how long a turn may take without a sign
     */
    public TypingTurns(
            TurnWork inner,
            ConnectionRegistry connections,
            ScheduledExecutorService timer,
            Executor callers,
            Duration patience) {
        this.inner = inner;
        this.connections = connections;
        this.timer = timer;
        this.callers = callers;
        this.patience = patience;
    }

    @Override
    public Result run(Pending pending) {
        if (pending.conversation().holder() != Holder.BOT) {
            return inner.run(pending);
        }
        ConversationKey key = pending.conversation().key();
        ScheduledFuture<?> sign =
                timer.schedule(() -> callers.execute(() -> show(key)), patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return inner.run(pending);
        } finally {
            sign.cancel(false);
        }
    }

    private void show(ConversationKey key) {
        try {
            connections
                    .channel(key.connection())
                    .filter(channel -> channel instanceof TypingIndicator)
                    .ifPresent(channel -> ((TypingIndicator) channel).typing(key));
        } catch (RuntimeException onlyASign) {
            LOGGER.log(
                    System.Logger.Level.DEBUG, "no typing mark in {0}: {1}", key.connection(), onlyASign.getMessage());
        }
    }

    @Override
    public Result handToHuman(Pending pending) {
        return inner.handToHuman(pending);
    }
}
