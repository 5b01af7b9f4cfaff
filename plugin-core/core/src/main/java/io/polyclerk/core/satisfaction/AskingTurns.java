package io.polyclerk.core.satisfaction;

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
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Turns that ask, when a shopper says thanks, how it was. The question goes with the answer to those thanks: it is never a message of its
 * own, so it costs nothing and lies within every channel's reply window. Who does not answer is not counted as anything. Thread-safe.
 */
public final class AskingTurns implements TurnWork {

    private static final String VALUE = "rate:";
    private static final int LOWEST = 1;
    private static final int HIGHEST = 5;
    private static final int DISAPPOINTED = 2;
    private static final double CONFIDENT = 0.5;

    private final TurnWork work;
    private final ConnectionRegistry connections;
    private final Phrasebook phrasebook;
    private final SatisfactionStore store;
    private final Clock clock;
    private final ContentFitter fitter = new ContentFitter();

    public AskingTurns(
            TurnWork work,
            ConnectionRegistry connections,
            Phrasebook phrasebook,
            SatisfactionStore store,
            Clock clock) {
        this.work = work;
        this.connections = connections;
        this.phrasebook = phrasebook;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Result run(Pending pending) {
        Conversation conversation = pending.conversation();
        OptionalInt score = conversation.holder() == Holder.BOT ? scoreOf(pending) : OptionalInt.empty();
        if (score.isPresent()) {
            return thanked(pending, score.getAsInt());
        }
        Result result = work.run(pending);
        boolean asks = isThanks(result) && store.isDue(conversation.id(), result.at());
        return asks ? asking(result) : result;
    }

    @Override
    public Result handToHuman(Pending pending) {
        return work.handToHuman(pending);
    }

    private static boolean isThanks(Result result) {
        Interpretation found = result.interpretation();
        return found != null
                && result.conversation().holder() == Holder.BOT
                && result.tickets().isEmpty()
                // Who still has to answer something is not through.
                && result.conversation().memory().question() == null
                && result.replies().size() == 1
                && result.replies().get(0) instanceof Content.Text
                && !found.intents().isEmpty()
                && found.intents().get(0).intent() == Intent.THANKS
                && found.intents().get(0).confidence() >= CONFIDENT;
    }

    private Result asking(Result result) {
        Conversation conversation = result.conversation();
        Optional<ChannelAdapter> channel =
                connections.channel(conversation.key().connection());
        if (channel.isEmpty() || !(result.replies().get(0) instanceof Content.Text said)) {
            return result;
        }
        String language = conversation.language();
        List<Option> options = IntStream.rangeClosed(LOWEST, HIGHEST)
                .mapToObj(score -> new Option(VALUE + score, "★".repeat(score)))
                .toList();
        String question = phrasebook.render(language, List.of(Phrase.of("rating_question")));
        List<Content> replies = fitter.fit(
                new Content.Choice(said.text() + "\n\n" + question, options),
                channel.get().capabilities(),
                language);
        store.asked(conversation.id(), result.at());
        return result.asking(replies, options);
    }

    private Result thanked(Pending pending, int score) {
        Conversation conversation = pending.conversation();
        store.rated(conversation.id(), score, clock.instant());
        String language = conversation.language();
        String key = score <= DISAPPOINTED ? "rating_sorry" : "rating_thanks";
        List<Content> replies = new ArrayList<>();
        connections
                .channel(conversation.key().connection())
                .ifPresent(channel -> replies.addAll(fitter.fit(
                        new Content.Text(phrasebook.render(language, List.of(Phrase.of(key)))),
                        channel.capabilities(),
                        language)));
        return new Result(
                conversation.withMemory(conversation.memory().offering(List.of())),
                pending.messages().stream().map(Received::sequence).toList(),
                null,
                replies,
                List.of(),
                null,
                clock.instant());
    }

    /** What was tapped, or typed where the stars stood as a numbered list; nothing when something else was said beside it. */
    private static OptionalInt scoreOf(Pending pending) {
        List<Content> said = pending.messages().stream()
                .flatMap(received -> received.message().contents().stream())
                .toList();
        if (said.size() != 1) {
            return OptionalInt.empty();
        }
        return switch (said.get(0)) {
            case Content.Selection selection -> score(selection.value());
            case Content.Text text ->
                isAsked(pending) ? score(VALUE + text.text().strip()) : OptionalInt.empty();
            case Content.Media media -> OptionalInt.empty();
            case Content.Location location -> OptionalInt.empty();
            case Content.Choice choice -> OptionalInt.empty();
            case Content.Card card -> OptionalInt.empty();
            case Content.PhoneNumber phone -> OptionalInt.empty();
            case Content.Unsupported unsupported -> OptionalInt.empty();
        };
    }

    private static boolean isAsked(Pending pending) {
        List<Option> offered = pending.conversation().memory().offered();
        return !offered.isEmpty() && offered.get(0).value().startsWith(VALUE);
    }

    private static OptionalInt score(String value) {
        String digits = value.startsWith(VALUE) ? value.substring(VALUE.length()) : "";
        return digits.length() == 1 && digits.charAt(0) >= '0' + LOWEST && digits.charAt(0) <= '0' + HIGHEST
                ? OptionalInt.of(digits.charAt(0) - '0')
                : OptionalInt.empty();
    }
}
