package io.polyclerk.core.delivery;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.HandoverStore.Told;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.HumanTakeover;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tells a platform that has its own place for humans who answers now. Thread-safe. */
public final class PlatformNotice {

    private static final System.Logger LOGGER = System.getLogger(PlatformNotice.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final HandoverStore store;
    private final ConnectionRegistry connections;
    private final Clock clock;

    public PlatformNotice(HandoverStore store, ConnectionRegistry connections, Clock clock) {
        this.store = store;
        this.connections = connections;
        this.clock = clock;
    }

    /** Called when nothing waits to be sent. @return when to try again, empty when the platform knows */
    public Optional<Instant> tell(ConversationId conversation) {
        Optional<Told> found = store.told(conversation);
        Optional<HumanTakeover> platform = found.flatMap(
                        told -> connections.channel(told.key().connection()))
                .filter(channel -> channel instanceof HumanTakeover)
                .map(channel -> (HumanTakeover) channel)
                .filter(HumanTakeover::takeoverWanted);
        if (found.isEmpty() || platform.isEmpty()) {
            return Optional.empty();
        }
        Told told = found.get();
        boolean theirs = told.holder() == Holder.WAITING_FOR_AGENT;
        boolean knownTheirs = told.told() == Holder.WAITING_FOR_AGENT || told.told() == Holder.AGENT;
        try {
            if (theirs && !knownTheirs) {
                platform.get().handOver(told.key());
            } else if (told.holder() == Holder.BOT && knownTheirs) {
                platform.get().takeBack(told.key());
            }
            if (told.holder() != told.told()) {
                store.recordTold(conversation, told.holder());
            }
            return Optional.empty();
        } catch (AdapterException.Unavailable | AdapterException.RateLimited later) {
            return Optional.of(clock.instant().plus(PAUSE));
        } catch (AdapterException refused) {
            // Our own desk still shows that a human is needed.
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "a platform does not take conversation {0}: {1}",
                    conversation,
                    refused.getMessage());
            store.recordTold(conversation, told.holder());
            return Optional.empty();
        }
    }
}
