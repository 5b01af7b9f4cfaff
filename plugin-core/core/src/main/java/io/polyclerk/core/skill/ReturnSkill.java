package io.polyclerk.core.skill;

import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.conversation.Dealing;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.skill.OrderGate.Passage.Open;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.OrderLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds out what is to come back, how many and why, and proposes to register it. */
public final class ReturnSkill implements Skill {

    private final OrderGate gate;
    private final Proposals proposals;
    private final Answers words;
    private final LineWords names;

    /** @param words what "all of them" looks like @param names by which things of an order are named */
    ReturnSkill(OrderGate gate, Proposals proposals, Answers words, LineWords names) {
        this.gate = gate;
        this.proposals = proposals;
        this.words = words;
        this.names = names;
    }

    @Override
    public Intent intent() {
        return Intent.RETURN_ITEM;
    }

    @Override
    public SkillResult handle(Turn turn) {
        return switch (gate.pass(turn, intent(), proposals.level(turn, ActionKind.RETURN))) {
            case OrderGate.Passage.Closed closed ->
                closed.result()
                        .remembering(closed.result().memory().dealing(ReturnAnswers.heard(turn, intent().wireName())));
            case Open open -> arrange(turn, open);
        };
    }

    private SkillResult arrange(Turn turn, Open open) {
        Optional<SkillResult> refusal =
                proposals.refusal(turn, intent(), open, ActionKind.RETURN, OrderAction.RequestReturn.class);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<OrderLine> lines = returnable(open.order());
        if (lines.isEmpty()) {
            return new SkillResult(
                    new Reply.Say(List.of(Phrase.of("deny.returned")), List.of(Offers.human())), open.memory());
        }
        ReturnAnswers answers = ReturnAnswers.read(
                turn, lines, intent().wireName(), open.order().number(), words, names);
        Dealing dealing = answers.dealing();
        if (answers.line().isEmpty()) {
            return ask(
                    turn,
                    open,
                    dealing,
                    Wanted.LINE,
                    Phrase.of("return.which"),
                    lineOffers(answers.maybe(), lines.size()));
        }
        Optional<OrderLine> single = answers.single(lines);
        if (single.isPresent() && answers.quantity(single.get()).isEmpty()) {
            return ask(
                    turn,
                    open,
                    dealing,
                    Wanted.QUANTITY,
                    Phrase.of("return.how_many", Map.of("title", single.get().title())),
                    quantityOffers(single.get()));
        }
        if (answers.reason().isEmpty()) {
            return ask(turn, open, dealing, Wanted.REASON, Phrase.of("return.why"), reasonOffers());
        }
        return propose(turn, open, answers, lines);
    }

    private SkillResult propose(Turn turn, Open open, ReturnAnswers answers, List<OrderLine> lines) {
        Order order = open.order();
        List<LineQuantity> wanted = answers.wanted(lines);
        String reason = answers.reason().orElseThrow();
        OrderAction.RequestReturn action = new OrderAction.RequestReturn(order.id(), wanted, reason, null);
        return proposals.ask(
                turn,
                intent(),
                new Open(order, open.store(), open.memory().dealing(answers.dealing())),
                new Proposals.Wish(
                        action,
                        OrderWords.price(order, wanted),
                        reason,
                        Phrase.of(
                                "confirm.return",
                                Map.of("number", order.number(), "items", OrderWords.items(order, wanted))),
                        Phrase.of("button.return", Map.of("number", order.number()))));
    }

    private static List<OrderLine> returnable(Order order) {
        return order.lines().stream()
                .filter(line -> order.returns().stream()
                        .noneMatch(known -> known.lineIds().contains(line.id())))
                .toList();
    }

    /** Whoever did not understand the question twice is not asked a third time without a way out. */
    private SkillResult ask(Turn turn, Open open, Dealing dealing, Wanted wanted, Phrase phrase, List<Offer> offers) {
        OpenQuestion before = turn.memory().question();
        int asked = before != null && before.wanted() == wanted ? before.asked() + 1 : 1;
        OpenQuestion question = new OpenQuestion(intent().wireName(), wanted, asked);
        List<Offer> shown = new ArrayList<>(offers);
        if (asked > 1) {
            shown.add(Offers.human());
        }
        return new SkillResult(
                new Reply.Ask(List.of(phrase), question, shown),
                open.memory().asking(question).dealing(dealing));
    }

    /** @param count of lines that the order has: where only some may be meant, nobody means all */
    private static List<Offer> lineOffers(List<OrderLine> lines, int count) {
        List<Offer> offers = new ArrayList<>();
        for (OrderLine line : lines) {
            offers.add(new Offer(ReturnAnswers.LINE + line.id(), new Phrase.Verbatim(line.title())));
        }
        if (count > 1 && lines.size() == count) {
            offers.add(new Offer(ReturnAnswers.LINE + ReturnAnswers.ALL, Phrase.of("return.all")));
        }
        return offers;
    }

    private static List<Offer> quantityOffers(OrderLine line) {
        return IntStream.rangeClosed(1, Math.min(line.quantity(), ReturnAnswers.MOST_OFFERED))
                .mapToObj(count ->
                        new Offer(ReturnAnswers.QUANTITY + count, new Phrase.Verbatim(Integer.toString(count))))
                .toList();
    }

    private static List<Offer> reasonOffers() {
        return ReturnAnswers.REASONS.stream()
                .map(reason -> new Offer(ReturnAnswers.REASON + reason, Phrase.of("reason." + reason)))
                .toList();
    }
}
