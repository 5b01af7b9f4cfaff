package io.polyclerk.core.turn;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.delivery.ConnectionPaused;
import io.polyclerk.core.delivery.TurnStore;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.ladder.Ladder;
import io.polyclerk.core.language.ChineseScript;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.skill.Knowledge;
import io.polyclerk.core.skill.SkillRegistry;
import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.core.understanding.Utterance;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Sender;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one turn: reads what was said, finds out what is wanted, lets skills decide, and puts the answer into words. Thread-safe. */
public final class TurnRunner implements TurnWork {

    private static final String CODE_WORDS = "code.words";

    private final ConnectionRegistry connections;
    private final UtteranceReader reader;
    private final OrderNaming orderNaming;
    private final Understanding understanding;
    private final Decision decision;
    private final Composer composer;
    private final NextHuman nextHuman;
    private final Phrasebook phrasebook;
    private final Duration wishesKept;
    private final Clock clock;

    /**
     * @param knowledge what is looked at before the bot says that it has not understood
     * @param ladder who is asked when the shop has written nothing about it
     * @param line of the shoppers who wait for a human
     * @param wishesKept how long the bot remembers what it asked and what was wished while the shopper says nothing
     */
    public TurnRunner(
            ConnectionRegistry connections,
            Interpreter interpreter,
            SkillRegistry skills,
            Knowledge knowledge,
            Ladder ladder,
            Phrasebook phrasebook,
            WaitingLine line,
            Perception perception,
            Duration wishesKept,
            Clock clock) {
        this.reader = new UtteranceReader(perception);
        this.connections = connections;
        this.orderNaming = new OrderNaming(phrasebook);
        this.understanding = new Understanding(interpreter, orderNaming, skills.lines(), phrasebook.vocabulary());
        this.decision = new Decision(skills, knowledge, ladder, new Doubtful(knowledge, phrasebook));
        this.composer = new Composer(phrasebook);
        this.phrasebook = phrasebook;
        this.nextHuman = new NextHuman(line);
        this.wishesKept = wishesKept;
        this.clock = clock;
    }

    @Override
    public TurnStore.Result run(Pending all) {
        Pending pending = ofOneSender(all);
        Conversation conversation = pending.conversation();
        Optional<ChannelAdapter> channel =
                connections.channel(conversation.key().connection());
        if (conversation.holder() == Holder.BOT
                && channel.isEmpty()
                && connections.isKnown(conversation.key().connection())) {
            throw new ConnectionPaused(conversation.key().connection().value());
        }
        if (conversation.holder() != Holder.BOT || channel.isEmpty()) {
            return silent(pending);
        }
        Sender sender = pending.messages().getLast().message().sender();
        Memory remembered = understanding.afterHuman(
                conversation.memory().recalled(clock.instant(), wishesKept),
                pending.humanWords(),
                conversation.merchant());
        String spoken = remembered.language();
        UtteranceReader.Reading reading =
                reader.read(pending.messages(), conversation.merchant(), spoken == null ? sender.language() : spoken);
        Utterance utterance = Picks.resolve(reading.utterance(), remembered, codeWords(spoken));
        Understanding.Read read = understanding.read(
                utterance,
                remembered,
                conversation.merchant(),
                connections.languagesOf(conversation.merchant()),
                sender.language());
        Interpretation interpretation = read.interpretation();
        Memory before = read.memory();
        boolean isOfAnother = orderNaming.isOfAnother(utterance.text(), before);
        Memory memory = (isOfAnother ? before.aboutOrder(null).asking(null) : before)
                .speaking(ChineseScript.of(interpretation.language(), utterance.text(), spoken, sender.language()))
                .angry(interpretation.emotion().isAngry());
        Turn turn = new Turn(
                conversation.withMemory(memory),
                utterance,
                interpretation,
                sender,
                connections.storesFor(conversation),
                clock.instant(),
                new Turn.Perceived(reading.evidence(), reading.heard()));
        return result(pending, turn, decision.decide(turn), channel.get());
    }

    /** By which a code is asked for; people mix English in. */
    private Set<String> codeWords(@Nullable String language) {
        Set<String> words = new HashSet<>(phrasebook.words("en", CODE_WORDS));
        words.addAll(phrasebook.words(language == null ? "en" : language, CODE_WORDS));
        return words;
    }

    private TurnStore.Result result(Pending pending, Turn turn, Decided decided, ChannelAdapter channel) {
        String language = turn.conversation().language();
        var options = composer.options(language, decided.offers());
        List<Content> replies = composer.compose(language, parts(turn, decided), options, channel.capabilities());
        Conversation after = turn.conversation()
                .withHolder(decided.holder())
                .withMemory(EmailBefore.kept(turn, decided.memory())
                        .afterDisclosure()
                        .spokenOf(turn.now())
                        .offering(Picks.pickable(options, replies)));
        return new TurnStore.Result(
                after,
                sequences(pending),
                turn.interpretation(),
                replies,
                decided.tickets(),
                decided.wrongProofs(),
                decided.changes(),
                decided.asked(),
                decided.code(),
                turn.now());
    }

    /** In a group several may speak in one burst; what one has proven or confirmed is not what another said. */
    private static Pending ofOneSender(Pending all) {
        String first = all.messages().get(0).message().sender().id();
        List<Received> own = all.messages().stream()
                .takeWhile(received -> received.message().sender().id().equals(first))
                .toList();
        return new Pending(all.conversation(), own, all.humanWords());
    }

    /** A shopper who is promised a human learns how many are before them, or when somebody is back. */
    private List<List<Phrase>> parts(Turn turn, Decided decided) {
        if (decided.holder() != Holder.WAITING_FOR_AGENT) {
            return decided.parts();
        }
        List<List<Phrase>> parts = new ArrayList<>(decided.parts());
        parts.add(List.of(nextHuman.comes(turn.conversation(), turn.now())));
        return parts;
    }

    @Override
    public TurnStore.Result handToHuman(Pending pending) {
        Conversation conversation = pending.conversation();
        Optional<ChannelAdapter> channel =
                connections.channel(conversation.key().connection());
        String language = conversation.language();
        List<Phrase> words = new ArrayList<>(List.of(Phrase.of("handoff")));
        words.addAll(nextHuman.away(conversation, clock.instant()));
        List<Content> replies = channel.map(
                        open -> composer.compose(language, List.of(words), List.of(), open.capabilities()))
                .orElse(List.of());
        TicketDraft ticket = new TicketDraft(Intent.HUMAN_AGENT.wireName(), "", null, language, true);
        return new TurnStore.Result(
                conversation.withHolder(Holder.WAITING_FOR_AGENT),
                sequences(pending),
                null,
                replies,
                List.of(ticket),
                null,
                clock.instant());
    }

    private TurnStore.Result silent(Pending pending) {
        return new TurnStore.Result(
                pending.conversation(), sequences(pending), null, List.of(), List.of(), null, clock.instant());
    }

    private static List<Long> sequences(Pending pending) {
        return pending.messages().stream().map(Received::sequence).toList();
    }
}
