package io.polyclerk.core.turn;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.RetryPolicy;
import io.polyclerk.core.delivery.TurnStore;
import io.polyclerk.core.delivery.TurnStore.StaleConversation;
import io.polyclerk.core.delivery.Waker;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.skill.Offers;
import io.polyclerk.core.turn.PromiseStore.Promise;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the promise that shoppers hear again when the store is back: it looks for the store with growing pauses, for a day, and then
 * offers what was asked for. The question is not answered unasked: by then the shopper may want something else, and what was proven
 * may be too old. The ticket stays open for the team.
 *
 * <p>What is said is stored before the promise is ended; a crash in between says it once more rather than never. Only one caller at a
 * time.
 */
public final class ShopReturns {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_AT_ONCE = 200;
    private static final RetryPolicy PAUSES =
            new RetryPolicy(Duration.ofSeconds(15), Duration.ofMinutes(5), Integer.MAX_VALUE);

    private final PromiseStore promises;
    private final TurnStore turns;
    private final ConnectionRegistry connections;
    private final Composer composer;
    private final Waker waker;
    private final Clock clock;

    /** @param waker told about conversations in which something is to be sent */
    public ShopReturns(
            PromiseStore promises,
            TurnStore turns,
            ConnectionRegistry connections,
            Phrasebook phrasebook,
            Waker waker,
            Clock clock) {
        this.promises = promises;
        this.turns = turns;
        this.connections = connections;
        this.composer = new Composer(phrasebook);
        this.waker = waker;
        this.clock = clock;
    }

    /** Looks for the stores that are waited for, and tells whoever waits for one that is back. May block on stores. */
    public void look() {
        Instant now = clock.instant();
        Map<String, Boolean> back = new HashMap<>();
        for (Promise promise : promises.due(now, MOST_AT_ONCE)) {
            if (back.computeIfAbsent(promise.merchant(), this::isBack)) {
                tell(promise, now);
            } else if (promise.madeAt().plus(LONGEST).isBefore(now)) {
                promises.end(promise.conversation());
            } else {
                promises.postpone(promise.conversation(), now.plus(PAUSES.pauseAfter(promise.tries() + 1)));
            }
        }
    }

    private boolean isBack(String merchant) {
        List<OpenStore> stores = connections.storesOf(merchant);
        try {
            stores.forEach(store -> store.adapter().check());
            return !stores.isEmpty();
        } catch (AdapterException stillAway) {
            return false;
        }
    }

    private void tell(Promise promise, Instant now) {
        Optional<Conversation> found = turns.conversation(promise.conversation());
        if (found.isEmpty() || found.get().holder() != Holder.BOT) {
            promises.end(promise.conversation());
            return;
        }
        Conversation conversation = found.get();
        Optional<ChannelAdapter> channel =
                connections.channel(conversation.key().connection());
        if (channel.isEmpty()) {
            promises.postpone(promise.conversation(), now.plus(PAUSES.pauseAfter(1)));
            return;
        }
        String language = conversation.language();
        List<Option> options = composer.options(language, List.of(Offers.intent(promise.intent()), Offers.human()));
        List<Content> replies = composer.compose(
                language,
                List.of(List.of(Phrase.of("shop_away.back"))),
                options,
                channel.get().capabilities());
        try {
            turns.commit(new TurnStore.Result(
                    conversation.withMemory(conversation.memory().offering(Picks.pickable(options, replies))),
                    List.of(),
                    null,
                    replies,
                    List.of(),
                    null,
                    now));
        } catch (StaleConversation shopperIsWriting) {
            return;
        }
        promises.end(promise.conversation());
        waker.wake(promise.conversation());
    }
}
