package io.polyclerk.core.proactive;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.reply.ContentFitter;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Turns that hear how an order was. It is kept apart from how content shoppers are with the chat: a late parcel says nothing about an
 * answer. Thread-safe.
 */
public final class ReviewTurns implements TurnWork {

    static final String VALUE = "review:";
    static final int STARS = 5;
    private static final int DISAPPOINTED = 2;

    private final TurnWork work;
    private final ConnectionRegistry connections;
    private final ConsentStore store;
    private final Phrasebook phrasebook;
    private final Clock clock;
    private final ContentFitter fitter = new ContentFitter();

    public ReviewTurns(
            TurnWork work, ConnectionRegistry connections, ConsentStore store, Phrasebook phrasebook, Clock clock) {
        this.work = work;
        this.connections = connections;
        this.store = store;
        this.phrasebook = phrasebook;
        this.clock = clock;
    }

    @Override
    public Result run(Pending pending) {
        Conversation conversation = pending.conversation();
        Optional<ChannelAdapter> channel =
                connections.channel(conversation.key().connection());
        OptionalInt stars = starsOf(pending);
        if (stars.isEmpty() || conversation.holder() != Holder.BOT || channel.isEmpty()) {
            return work.run(pending);
        }
        store.reviewed(conversation.id(), pending.messages().get(0).sequence(), stars.getAsInt(), clock.instant());
        String language = conversation.language();
        String key = stars.getAsInt() <= DISAPPOINTED ? "rating_sorry" : "rating_thanks";
        return new Result(
                conversation.withMemory(conversation.memory().offering(List.of())),
                pending.messages().stream().map(Received::sequence).toList(),
                null,
                fitter.fit(
                        new Content.Text(phrasebook.render(language, List.of(Phrase.of(key)))),
                        channel.get().capabilities(),
                        language),
                List.of(),
                null,
                clock.instant());
    }

    @Override
    public Result handToHuman(Pending pending) {
        return work.handToHuman(pending);
    }

    /** What was tapped, or typed while the stars are what was offered last; nothing when something else was said beside it. */
    private static OptionalInt starsOf(Pending pending) {
        List<Content> said = pending.messages().stream()
                .flatMap(received -> received.message().contents().stream())
                .toList();
        if (said.size() != 1) {
            return OptionalInt.empty();
        }
        List<Option> offered = pending.conversation().memory().offered();
        boolean isAsked = !offered.isEmpty() && offered.get(0).value().startsWith(VALUE);
        if (said.get(0) instanceof Content.Selection selection) {
            return stars(selection.value());
        }
        return isAsked && said.get(0) instanceof Content.Text text
                ? stars(VALUE + text.text().strip())
                : OptionalInt.empty();
    }

    private static OptionalInt stars(String value) {
        for (int stars = 1; stars <= STARS; stars++) {
            if (value.equals(VALUE + stars)) {
                return OptionalInt.of(stars);
            }
        }
        return OptionalInt.empty();
    }
}
