package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lets a skill speak of several orders that are named together. What is only read is told of each, with its own proof; one e-mail address may open
 * them all. What changes an order is done one after the other, so that every yes is to one of them.
 */
final class EachOrder implements Skill {

    private static final Phrase EMPTY_LINE = new Phrase.Verbatim("");
    private static final double LIKELY = 0.5;

    private final Skill one;
    private final NamedOrders named;
    private final boolean reads;

    private EachOrder(Skill one, NamedOrders named, boolean reads) {
        this.one = one;
        this.named = named;
        this.reads = reads;
    }

    static EachOrder reading(Skill one, NamedOrders named) {
        return new EachOrder(one, named, true);
    }

    static EachOrder changing(Skill one, NamedOrders named) {
        return new EachOrder(one, named, false);
    }

    @Override
    public Intent intent() {
        return one.intent();
    }

    @Override
    public SkillResult handle(Turn turn) {
        List<String> numbers = named.of(turn);
        if (numbers.size() < 2) {
            return one.handle(turn);
        }
        if (reads) {
            return each(turn, numbers);
        }
        boolean isWritten = turn.interpretation().slot(Slot.ORDER_NUMBER).isPresent();
        return isWritten ? first(turn, numbers) : which(turn, numbers);
    }

    private SkillResult first(Turn turn, List<String> numbers) {
        SkillResult result = one.handle(NamedOrders.about(turn, numbers.get(0), numbers));
        boolean othersAreTold = turn.interpretation().intents().stream()
                .anyMatch(scored -> scored.confidence() >= LIKELY
                        && (scored.intent() == Intent.TRACK_ORDER || scored.intent() == Intent.REFUND_STATUS));
        return othersAreTold
                ? result
                : result.adding(Phrase.of(
                        "orders.next", Map.of("numbers", String.join(", ", numbers.subList(1, numbers.size())))));
    }

    private SkillResult which(Turn turn, List<String> numbers) {
        OpenQuestion question = new OpenQuestion(intent().wireName(), Wanted.ORDER_NUMBER, 1);
        return new SkillResult(
                new Reply.Ask(
                        List.of(Phrase.of("ask_which_order", Map.of("numbers", String.join(", ", numbers)))),
                        question,
                        List.of()),
                turn.memory().asking(question));
    }

    /** What came of one of the orders. */
    private record Told(String number, SkillResult result) {
        boolean isOpen() {
            return result.memory().question() == null;
        }
    }

    private SkillResult each(Turn turn, List<String> numbers) {
        List<Told> told = new ArrayList<>();
        Memory memory = turn.memory();
        for (String number : numbers) {
            Turn about = NamedOrders.about(turn, number, numbers);
            SkillResult result = one.handle(about.withMemory(
                    memory.aboutOrder(number).asking(turn.memory().question())));
            told.add(new Told(number, result));
            memory = result.memory();
        }
        return together(told, memory);
    }

    private static SkillResult together(List<Told> told, Memory memory) {
        List<Told> closed = told.stream().filter(one -> !one.isOpen()).toList();
        List<String> wrong = told.stream()
                .flatMap(one -> one.result().wrongProofs().stream())
                .toList();
        List<Phrase> phrases = new ArrayList<>(open(told));
        List<Phrase> asked = asked(closed, wrong);
        if (!phrases.isEmpty() && !asked.isEmpty()) {
            phrases.add(EMPTY_LINE);
        }
        phrases.addAll(asked);
        OpenQuestion question =
                closed.isEmpty() ? null : closed.get(0).result().memory().question();
        Memory after = memory.aboutOrders((closed.isEmpty() ? told : closed)
                        .stream().map(Told::number).toList())
                .asking(question);
        Reply reply = question == null
                ? new Reply.Say(phrases, offers(told))
                : new Reply.Ask(phrases, question, offers(told));
        return SkillResult.wrong(reply, after, wrong);
    }

    /** What is told of the orders that are theirs; that nothing is looked at for a while is said once. */
    private static List<Phrase> open(List<Told> told) {
        List<Phrase> phrases = new ArrayList<>();
        for (Told one : told) {
            List<Phrase> words = one.result().reply().phrases();
            if (one.isOpen() && !phrases.containsAll(words)) {
                phrases.addAll(phrases.isEmpty() ? List.of() : List.of(EMPTY_LINE));
                phrases.addAll(words);
            }
        }
        return phrases;
    }

    private static List<Phrase> asked(List<Told> closed, List<String> wrong) {
        if (closed.isEmpty()) {
            return List.of();
        }
        if (!wrong.isEmpty()) {
            return List.of(Phrase.of("proof_failed_for", Map.of("numbers", String.join(", ", wrong))));
        }
        List<String> numbers = closed.stream().map(Told::number).toList();
        return closed.size() == 1
                ? closed.get(0).result().reply().phrases()
                : List.of(Phrase.of("ask_proof_several", Map.of("numbers", String.join(", ", numbers))));
    }

    private static List<Offer> offers(List<Told> told) {
        return told.stream()
                .flatMap(one -> switch (one.result().reply()) {
                    case Reply.Say say -> say.offers().stream();
                    case Reply.Ask ask -> ask.offers().stream();
                    case Reply.Note note -> note.offers().stream();
                    case Reply.HandOff handOff -> Stream.<Offer>empty();
                })
                .distinct()
                .toList();
    }
}
