package io.polyclerk.core.delivery;

import io.polyclerk.core.budget.Verdict;
import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.OutboxStore.SavedTemplate;
import io.polyclerk.core.delivery.OutboxStore.Waiting;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.MessageTemplates;
import io.polyclerk.spi.MessageTemplates.Template;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.message.OutboundMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sends what waits in a conversation's outbox, in order. Called by one thread at a time for one conversation. The try is recorded
 * before the platform is called, so a crash never hides that something may have been said.
 */
public final class Dispatcher {

    private static final System.Logger LOGGER = System.getLogger(Dispatcher.class.getName());
    private static final Duration WHILE_PAUSED = Duration.ofMinutes(1);
    private static final Duration WHILE_ELSEWHERE = Duration.ofSeconds(2);

    private final OutboxStore store;
    private final ConnectionRegistry connections;
    private final LawKeeper law;
    private final RetryPolicy retryPolicy;
    private final Counters counters;
    private final Clock clock;

    public Dispatcher(
            OutboxStore store,
            ConnectionRegistry connections,
            LawKeeper law,
            RetryPolicy retryPolicy,
            Counters counters,
            Clock clock) {
        this.store = store;
        this.connections = connections;
        this.law = law;
        this.retryPolicy = retryPolicy;
        this.counters = counters;
        this.clock = clock;
    }

    /** Sends until nothing waits or a pause is due. @return when to go on, empty when all is said */
    public Optional<Instant> drain(ConversationId conversation) {
        Optional<Waiting> next = store.next(conversation);
        while (next.isPresent()) {
            Waiting waiting = next.get();
            Instant notBefore = waiting.notBefore();
            if (notBefore != null && notBefore.isAfter(clock.instant())) {
                return Optional.of(notBefore);
            }
            Optional<Instant> pause = lawfully(conversation, waiting);
            if (pause.isPresent()) {
                return pause;
            }
            next = store.next(conversation);
        }
        return Optional.empty();
    }

    /** @return when to go on, empty when this message is done with */
    private Optional<Instant> lawfully(ConversationId conversation, Waiting waiting) {
        Optional<ChannelAdapter> channel =
                connections.channel(waiting.message().conversation().connection());
        if (channel.isEmpty()) {
            return Optional.of(clock.instant().plus(WHILE_PAUSED));
        }
        return switch (law.ask(conversation, waiting, channel.get(), clock.instant())) {
            case Verdict.Go go -> send(waiting, channel.get());
            case Verdict.Later later -> {
                store.recordWait(waiting.id(), later.at(), later.taken());
                yield Optional.of(later.at());
            }
            case Verdict.Closed closed -> closed(waiting, closed, channel.get());
        };
    }

    private Optional<Instant> closed(Waiting waiting, Verdict.Closed closed, ChannelAdapter channel) {
        if (waiting.unasked()) {
            // Held back it would come at the wrong time, and nobody is asked to write for what they have not asked.
            return end(waiting, DeliveryState.WITHDRAWN, closed.reason());
        }
        Template invitation = closed.windowClosed()
                ? LawKeeper.invitation(channel, waiting.language()).orElse(null)
                : null;
        store.recordHeld(waiting.id(), closed.reason(), invitation, clock.instant());
        counters.count("undelivered", DeliveryState.HELD.name());
        return Optional.empty();
    }

    private Optional<Instant> send(Waiting waiting, ChannelAdapter channel) {
        switch (store.recordAttempt(waiting.id(), clock.instant())) {
            case BEGUN -> {}
            case WITHDRAWN -> {
                return Optional.empty();
            }
            case ELSEWHERE -> {
                return Optional.of(clock.instant().plus(WHILE_ELSEWHERE));
            }
        }
        if (waiting.uncertain()) {
            counters.count("uncertain_repeats", connectionOf(waiting));
        }
        try {
            Receipt receipt = say(waiting, channel);
            store.recordReceipt(waiting.id(), receipt.messageId(), clock.instant());
            counters.count("sent", connectionOf(waiting));
            return Optional.empty();
        } catch (AdapterException failure) {
            return afterFailure(waiting, failure);
        } catch (RuntimeException bug) {
            LOGGER.log(System.Logger.Level.ERROR, "adapter of " + connectionOf(waiting) + " failed unexpectedly", bug);
            return again(waiting, retryPolicy.pauseAfter(waiting.attempts() + 1), true, "adapter failed unexpectedly");
        }
    }

    private static Receipt say(Waiting waiting, ChannelAdapter channel) {
        SavedTemplate template = waiting.template();
        OutboundMessage message = waiting.message();
        return template != null && channel instanceof MessageTemplates templates
                ? templates.sendTemplate(
                        message.conversation(),
                        message.idempotencyKey(),
                        template.name(),
                        template.language(),
                        template.parameters())
                : channel.send(message);
    }

    private Optional<Instant> afterFailure(Waiting waiting, AdapterException failure) {
        counters.count("send_failures", failure.getClass().getSimpleName());
        String reason = String.valueOf(failure.getMessage());
        return switch (failure) {
            case AdapterException.RateLimited limited -> {
                Instant later = clock.instant().plus(limited.retryAfter());
                store.recordLimited(waiting.id(), later, reason);
                yield Optional.of(later);
            }
            case AdapterException.Unavailable unavailable ->
                again(waiting, retryPolicy.pauseAfter(waiting.attempts() + 1), unavailable.mayHaveHappened(), reason);
            case AdapterException.CredentialsRejected rejected -> {
                connections.pause(waiting.message().conversation().connection(), reason);
                // It may go as soon as the connection goes on, which ends the pause earlier.
                store.recordLimited(waiting.id(), clock.instant(), reason);
                yield Optional.of(clock.instant().plus(WHILE_PAUSED));
            }
            case AdapterException.Refused refused -> end(waiting, DeliveryState.FAILED, reason);
            case AdapterException.Unsupported bug -> {
                LOGGER.log(
                        System.Logger.Level.ERROR, "sent what {0} never declared: {1}", connectionOf(waiting), reason);
                yield end(waiting, DeliveryState.DEAD, reason);
            }
        };
    }

    private Optional<Instant> again(Waiting waiting, Duration pause, boolean mayHaveHappened, String reason) {
        if (retryPolicy.isExhausted(waiting.attempts() + 1)) {
            return end(waiting, DeliveryState.DEAD, reason);
        }
        Instant notBefore = clock.instant().plus(pause);
        store.recordRetry(waiting.id(), notBefore, mayHaveHappened, reason);
        return Optional.of(notBefore);
    }

    private Optional<Instant> end(Waiting waiting, DeliveryState state, String reason) {
        store.recordEnd(waiting.id(), state, reason, clock.instant());
        counters.count("undelivered", state.name());
        return Optional.empty();
    }

    private static String connectionOf(Waiting waiting) {
        return waiting.message().conversation().connection().value();
    }
}
