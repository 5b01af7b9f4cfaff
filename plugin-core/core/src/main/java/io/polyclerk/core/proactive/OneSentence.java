package io.polyclerk.core.proactive;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.reply.ContentFitter;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.spi.message.Content;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Ends a turn with one sentence instead of what the bot would have answered; what was offered before is offered no more. Thread-safe. */
final class OneSentence {

    private final ConnectionRegistry connections;
    private final Phrasebook phrasebook;
    private final Clock clock;
    private final ContentFitter fitter = new ContentFitter();

    OneSentence(ConnectionRegistry connections, Phrasebook phrasebook, Clock clock) {
        this.connections = connections;
        this.phrasebook = phrasebook;
        this.clock = clock;
    }

    /**
     * The end of such a turn, not yet stored.
     *
     * @param key of the phrase
     * @return empty where the bot may say nothing: a human has the conversation, who is not spoken over, or its channel is closed
     */
    Optional<Result> said(Pending pending, String key) {
        Conversation conversation = pending.conversation();
        if (conversation.holder() != Holder.BOT) {
            return Optional.empty();
        }
        String language = conversation.language();
        Content.Text text = new Content.Text(phrasebook.render(language, List.of(Phrase.of(key))));
        return connections
                .channel(conversation.key().connection())
                .map(channel -> new Result(
                        conversation.withMemory(conversation.memory().offering(List.of())),
                        pending.messages().stream().map(Received::sequence).toList(),
                        null,
                        fitter.fit(text, channel.capabilities(), language),
                        List.of(),
                        null,
                        clock.instant()));
    }
}
