package io.polyclerk.core.proactive;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.proactive.ConsentAnswers.Answer;
import io.polyclerk.core.proactive.ConsentStore.Said;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns that ask, once and below the answer to a proven order, whether the shopper may be written to, and that hear "stop" at any time, also
 * while a human holds the conversation. What is decided is stored before the turn is: a turn that is run again finds it and decides the
 * same. Thread-safe.
 */
public final class ConsentTurns implements TurnWork {

    private final TurnWork work;
    private final ConsentStore store;
    private final ConsentAnswers answers;
    private final ConsentQuestion question;
    private final Clock clock;
    private final OneSentence sentence;

    public ConsentTurns(
            TurnWork work,
            ConnectionRegistry connections,
            ProactivePolicies policies,
            ConsentStore store,
            ConsentAnswers answers,
            Phrasebook phrasebook,
            Clock clock) {
        this.work = work;
        this.store = store;
        this.answers = answers;
        this.question = new ConsentQuestion(connections, policies, store, phrasebook);
        this.clock = clock;
        this.sentence = new OneSentence(connections, phrasebook, clock);
    }

    @Override
    public Result run(Pending pending) {
        Optional<Said> stop = stopped(pending);
        if (stop.isPresent()) {
            store.stopped(stop.get());
            return pending.messages().size() == 1 ? told(pending, "proactive.stopped") : work.run(pending);
        }
        Optional<Answer> answer = answered(pending);
        if (answer.isPresent()) {
            return decided(pending, answer.get());
        }
        return question.below(pending, work.run(pending));
    }

    @Override
    public Result handToHuman(Pending pending) {
        return work.handToHuman(pending);
    }

    /** The message in which somebody has had enough, as far as there is something to end; "stop" may mean an order as well. */
    private Optional<Said> stopped(Pending pending) {
        Conversation conversation = pending.conversation();
        List<Option> offered = conversation.memory().offered();
        OpenQuestion open = conversation.memory().question();
        boolean awaitsYesOrNo = open != null && open.wanted() == Wanted.CONFIRMATION;
        for (Received received : pending.messages()) {
            List<Content> contents = received.message().contents();
            if (contents.size() == 1
                    // "Stop!" to "shall I cancel it?" is an answer to that.
                    && !(awaitsYesOrNo && contents.get(0) instanceof Content.Text)
                    && answers.read(contents.get(0), offered)
                            .filter(answer -> answer == Answer.STOP)
                            .isPresent()
                    && (contents.get(0) instanceof Content.Selection
                            || store.of(conversation.id()).canStop(received.sequence()))) {
                return Optional.of(said(pending, received, null));
            }
        }
        return Optional.empty();
    }

    /** Yes or no to the question, where nothing else was said beside it. */
    private Optional<Answer> answered(Pending pending) {
        if (pending.conversation().holder() != Holder.BOT || pending.messages().size() != 1) {
            return Optional.empty();
        }
        List<Content> contents = pending.messages().get(0).message().contents();
        return contents.size() == 1
                ? answers.read(contents.get(0), pending.conversation().memory().offered())
                        .filter(answer -> answer != Answer.STOP)
                : Optional.empty();
    }

    private Result decided(Pending pending, Answer answer) {
        Said said = said(
                pending,
                pending.messages().get(0),
                question.words(pending.conversation().language()));
        switch (answer) {
            case NEWS -> store.allowed(said, EnumSet.of(Purpose.ORDER_NEWS));
            case ALL -> store.allowed(said, EnumSet.allOf(Purpose.class));
            case NO -> store.refused(said);
            case STOP -> store.stopped(said);
        }
        return told(pending, answer == Answer.NO ? "proactive.declined" : "proactive.thanks");
    }

    private Said said(Pending pending, Received received, @Nullable String question) {
        return new Said(
                pending.conversation().id(),
                received.sequence(),
                received.message().sender().id(),
                pending.conversation().language(),
                question,
                words(received.message().contents()),
                clock.instant());
    }

    private static String words(List<Content> contents) {
        return contents.stream()
                .map(content -> switch (content) {
                    case Content.Text text -> text.text();
                    case Content.Selection selection -> selection.label();
                    case Content.Media media -> "";
                    case Content.Location location -> "";
                    case Content.Choice choice -> "";
                    case Content.Card card -> "";
                    case Content.PhoneNumber phone -> "";
                    case Content.Unsupported unsupported -> "";
                })
                .collect(Collectors.joining(" "));
    }

    private Result told(Pending pending, String key) {
        return sentence.said(pending, key).orElseGet(() -> work.run(pending));
    }
}
