package io.polyclerk.server.replay;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.server.replay.PastChat.Line;
import io.polyclerk.server.replay.ReplayResult.Count;
import io.polyclerk.server.replay.ReplayResult.Part;
import io.polyclerk.server.replay.ReplayResult.Sample;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Plays chats to an adviser that changes nothing, and counts. A chat goes on after a handover, as if the bot had been asked again: what
 * matters is each thing that a shopper wanted. For one thread.
 */
final class ReplayRun {

    private static final double CONFIDENT = 0.5;
    private static final int MOST_SAMPLES = 200;
    private static final int LONGEST_SAMPLE = 600;
    private static final String UNCLEAR = "unclear";

    private final TurnWork adviser;
    private final String merchant;
    private final ConnectionId channel;
    private final Instant now;
    private final UnaryOperator<String> masked;
    private final Map<String, Count> languages = new HashMap<>();
    private final Map<String, Count> intents = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private Count chats = Count.NONE;
    private Count messages = Count.NONE;

    /** @param channel whose manners the answers are fitted to @param masked takes personal data out of a text */
    ReplayRun(TurnWork adviser, String merchant, ConnectionId channel, Instant now, UnaryOperator<String> masked) {
        this.adviser = adviser;
        this.merchant = merchant;
        this.channel = channel;
        this.now = now;
        this.masked = masked;
    }

    void play(PastChat chat) {
        Memory memory = Memory.EMPTY.disclosed(true);
        Outcome worst = Outcome.CLOSED;
        for (List<String> burst : bursts(chat)) {
            Result result = adviser.run(pending(chat, memory, burst));
            memory = result.conversation().memory();
            Outcome outcome = outcomeOf(result);
            worst = outcome.compareTo(worst) > 0 ? outcome : worst;
            count(chat, burst, result, outcome);
        }
        chats = chats.plus(worst);
    }

    /** What the shopper said in a row, before a human answered, is one thing. */
    private static List<List<String>> bursts(PastChat chat) {
        List<List<String>> bursts = new ArrayList<>();
        boolean goesOn = false;
        for (Line line : chat.lines()) {
            if (line.fromShopper() && goesOn) {
                bursts.get(bursts.size() - 1).add(line.text());
            } else if (line.fromShopper()) {
                bursts.add(new ArrayList<>(List.of(line.text())));
            }
            goesOn = line.fromShopper();
        }
        return bursts;
    }

    private Pending pending(PastChat chat, Memory memory, List<String> burst) {
        ConversationKey key = new ConversationKey(channel, "replay");
        List<Received> received = new ArrayList<>();
        for (String text : burst) {
            received.add(new Received(
                    received.size(),
                    new InboundMessage(
                            key,
                            "replay-" + received.size(),
                            Sender.of("replay"),
                            now,
                            List.of(new Content.Text(text)),
                            null)));
        }
        Conversation conversation = new Conversation(
                new ConversationId("replay-" + chat.id().hashCode()), key, merchant, Holder.BOT, memory, 0);
        return new Pending(conversation, received);
    }

    private static Outcome outcomeOf(Result result) {
        if (result.conversation().holder() != Holder.BOT || !result.tickets().isEmpty()) {
            return Outcome.HANDED_OVER;
        }
        if (intentOf(result).equals(UNCLEAR)) {
            return Outcome.UNCLEAR;
        }
        return result.conversation().memory().question() == null ? Outcome.CLOSED : Outcome.ASKED;
    }

    private static String intentOf(Result result) {
        Interpretation found = result.interpretation();
        if (found == null || found.outOfScope() || found.intents().isEmpty()) {
            return UNCLEAR;
        }
        return found.intents().get(0).confidence() < CONFIDENT
                ? UNCLEAR
                : found.intents().get(0).intent().wireName();
    }

    private void count(PastChat chat, List<String> burst, Result result, Outcome outcome) {
        Interpretation found = result.interpretation();
        String language = found == null ? "und" : found.language();
        String intent = intentOf(result);
        messages = messages.plus(outcome);
        languages.merge(language, Count.NONE.plus(outcome), (one, other) -> one.plus(outcome));
        intents.merge(intent, Count.NONE.plus(outcome), (one, other) -> one.plus(outcome));
        if (samples.size() < MOST_SAMPLES) {
            String answer = result.replies().stream().map(ReplayRun::words).collect(Collectors.joining("\n"));
            samples.add(new Sample(
                    shortened(chat.id()),
                    language,
                    intent,
                    outcome,
                    shortened(masked.apply(String.join("\n", burst))),
                    shortened(masked.apply(answer))));
        }
    }

    private static String words(Content content) {
        return switch (content) {
            case Content.Text text -> text.text();
            case Content.Choice choice ->
                choice.prompt()
                        + choice.options().stream()
                                .map(option -> "\n[" + option.label() + "]")
                                .collect(Collectors.joining());
            case Content.Card card -> card.title();
            case Content.Media media -> media.caption() == null ? "" : media.caption();
            case Content.Location location -> "";
            case Content.Selection selection -> selection.label();
            case Content.PhoneNumber phone -> "";
            case Content.Unsupported unsupported -> "";
        };
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SAMPLE ? text : text.substring(0, LONGEST_SAMPLE) + "…";
    }

    ReplayResult result() {
        return new ReplayResult(chats, messages, parts(languages), parts(intents), samples);
    }

    private static List<Part> parts(Map<String, Count> counts) {
        return counts.entrySet().stream()
                .map(one -> new Part(one.getKey(), one.getValue()))
                .sorted(Comparator.comparingLong((Part part) -> part.count().all())
                        .reversed()
                        .thenComparing(Part::name))
                .toList();
    }
}
