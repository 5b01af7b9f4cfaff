package io.polyclerk.core.fake;

import io.polyclerk.core.budget.History;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.HandoverStore;
import io.polyclerk.core.delivery.LawKeeper;
import io.polyclerk.core.delivery.PlatformNotice;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For tests in which no law counts and no platform has to be told. */
public final class NoLaw {

    public static final LawKeeper KEEPER = new LawKeeper(
            (conversation, since) -> new History(null, Map.of(), List.of()), (connection, perSecond, now) -> now);

    public static final PlatformNotice NOTICE = new PlatformNotice(
            new HandoverStore() {
                @Override
                public Optional<Told> told(ConversationId conversation) {
                    return Optional.empty();
                }

                @Override
                public void recordTold(ConversationId conversation, Holder holder) {}
            },
            new NoConnections(),
            Clock.systemUTC());

    private NoLaw() {}
}
