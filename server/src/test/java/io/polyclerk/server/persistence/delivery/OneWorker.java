package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.ActionWork;
import io.polyclerk.core.delivery.ConversationWorker;
import io.polyclerk.core.delivery.Dispatcher;
import io.polyclerk.core.delivery.LawKeeper;
import io.polyclerk.core.delivery.PlatformNotice;
import io.polyclerk.core.delivery.RetryPolicy;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.fake.OneChannel;
import io.polyclerk.core.media.MediaPatience;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The worker of a conversation on real stores, for one channel whose law it keeps, where nothing is done to orders. */
public final class OneWorker {

    private OneWorker() {}

    public static ConversationWorker of(Stores stores, TurnWork turns, OneChannel platform, Clock clock) {
        Dispatcher dispatcher = new Dispatcher(
                stores.outbox(),
                platform,
                new LawKeeper(stores.histories(), stores.rate()),
                RetryPolicy.DEFAULT,
                (name, label) -> {},
                clock);
        return new ConversationWorker(
                stores.turns(),
                turns,
                new NoActions(),
                dispatcher,
                MediaPatience.NONE,
                new PlatformNotice(stores.handovers(), platform, clock),
                (name, label) -> {},
                clock);
    }

    private static final class NoActions implements ActionWork {
        @Override
        public boolean isDue(ConversationId conversation) {
            return false;
        }

        @Override
        public Optional<Instant> run(ConversationId conversation) {
            return Optional.empty();
        }
    }
}
