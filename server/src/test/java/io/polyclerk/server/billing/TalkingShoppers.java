package io.polyclerk.server.billing;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnStore.StaleConversation;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Emotion;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.ScoredIntent;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Shoppers whose messages are stored and answered by the real stores. Thread-safe; one conversation by one thread at a time. */
final class TalkingShoppers {

    static final ConnectionId CONNECTION = new ConnectionId("web");

    private final Stores stores;
    private final String merchant;
    private final Clock clock;
    private final AtomicInteger messages;

    TalkingShoppers(Stores stores, String merchant, Clock clock, AtomicInteger messages) {
        this.stores = stores;
        this.merchant = merchant;
        this.clock = clock;
        this.messages = messages;
    }

    /** One turn that the bot answers. */
    ConversationId turn(String chat, Intent intent) {
        return turn(chat, intent, 1, List.of(), 1, false);
    }

    /**
     * @param replies how many messages the bot answers with
     * @param deliveries how often the platform delivers the same message
     * @param twice whether the turn is tried to be stored a second time, as after a lost answer of the database
     */
    ConversationId turn(
            String chat, Intent intent, int replies, List<TicketDraft> tickets, int deliveries, boolean twice) {
        String id = "m" + messages.incrementAndGet();
        ConversationId conversation = deliver(chat, id, intent.wireName(), deliveries)
                .orElseThrow(() -> new AssertionError("nothing was delivered"));
        answer(stores.turns().pending(conversation).orElseThrow(), intent, replies, tickets, twice);
        return conversation;
    }

    /** Delivers one message. @return its conversation; empty when it was there before */
    Optional<ConversationId> deliver(String chat, String id, String text, int deliveries) {
        ConversationKey key = new ConversationKey(CONNECTION, chat);
        ChannelEvent event = new ChannelEvent.MessageReceived(
                new InboundMessage(key, id, Sender.of(chat), clock.instant(), List.of(new Content.Text(text))));
        Optional<ConversationId> conversation = Optional.empty();
        for (int i = 0; i < deliveries; i++) {
            List<ConversationId> awake = stores.inbox()
                    .accept(CONNECTION, merchant, List.of(event), null, clock.instant())
                    .awake();
            conversation = awake.isEmpty() ? conversation : Optional.of(awake.get(0));
        }
        return conversation;
    }

    /** Stores a turn. @param twice whether it is tried a second time, as after a lost answer of the database */
    void answer(Pending pending, Intent intent, int replies, List<TicketDraft> tickets, boolean twice) {
        Result result = new Result(
                pending.conversation(),
                pending.messages().stream().map(Received::sequence).toList(),
                new Interpretation(
                        "en", List.of(new ScoredIntent(intent, 0.9)), false, List.of(), Emotion.NEUTRAL, false),
                java.util.Collections.nCopies(replies, new Content.Text("an answer")),
                tickets,
                null,
                clock.instant());
        stores.turns().commit(result);
        if (twice) {
            try {
                stores.turns().commit(result);
                throw new AssertionError("a turn was stored twice");
            } catch (StaleConversation asItShouldBe) {
                // Nothing is stored.
            }
        }
    }
}
