package io.polyclerk.core.proactive;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.reply.Phrasebook;
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
    private final ConsentStore store;
    private final OneSentence sentence;
    private final Clock clock;

    public ReviewTurns(
            TurnWork work, ConnectionRegistry connections, ConsentStore store, Phrasebook phrasebook, Clock clock) {
        this.work = work;
        this.store = store;
        this.sentence = new OneSentence(connections, phrasebook, clock);
        this.clock = clock;
    }

    @Override
    public Result run(Pending pending) {
        OptionalInt stars = starsOf(pending);
        if (stars.isEmpty()) {
            return work.run(pending);
        }
        Optional<Result> thanks =
                sentence.said(pending, stars.getAsInt() <= DISAPPOINTED ? "rating_sorry" : "rating_thanks");
        if (thanks.isEmpty()) {
            return work.run(pending);
        }
        store.reviewed(
                pending.conversation().id(), pending.messages().get(0).sequence(), stars.getAsInt(), clock.instant());
        return thanks.get();
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
