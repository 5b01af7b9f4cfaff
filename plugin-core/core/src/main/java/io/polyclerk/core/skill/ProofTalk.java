package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.skill.OrderGate.Passage;
import io.polyclerk.core.skill.OrderLookup.Found;
import io.polyclerk.core.understanding.Intent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said before an order can be shown. None of it depends on whether there is such an order. */
final class ProofTalk {

    private static final int ATTEMPTS_PER_CONVERSATION = 5;
    private static final Duration LOCK = Duration.ofHours(1);

    private final CodeGate codes;

    ProofTalk(CodeGate codes) {
        this.codes = codes;
    }

    /** @param found null when there is no such order, of which nothing can be told by what is said */
    Passage codeAsked(Turn turn, Intent intent, Memory memory, String number, @Nullable Found found, String phrase) {
        return switch (codes.send(turn, memory, number, found)) {
            case CodeGate.Sent.OnItsWay sent -> {
                OpenQuestion question = new OpenQuestion(intent.wireName(), Wanted.CODE, 1);
                yield new Passage.Closed(SkillResult.asking(
                        new Reply.Ask(
                                List.of(Phrase.of(phrase, Map.of("number", number))),
                                question,
                                List.of(Offers.human())),
                        sent.memory().asking(question),
                        sent.asked()));
            }
            case CodeGate.Sent.TooOften often ->
                new Passage.Closed(new SkillResult(
                        new Reply.Say(List.of(Phrase.of("code.too_often")), List.of(Offers.human())),
                        memory.asking(null)));
        };
    }

    static Passage locked(Memory memory) {
        return new Passage.Closed(new SkillResult(
                new Reply.Say(List.of(Phrase.of("proof_locked")), List.of(Offers.human())), memory.asking(null)));
    }

    Passage wrongProof(Turn turn, Intent intent, Memory memory, String number, Wanted wanted, String phrase) {
        boolean last = memory.trust().failedProofs() + 1 >= ATTEMPTS_PER_CONVERSATION;
        Memory counted = (last ? memory.codeSent(null) : memory)
                .proofFailed(last ? turn.now().plus(LOCK) : null);
        Reply reply = last
                ? new Reply.Say(List.of(Phrase.of("proof_locked")), List.of(Offers.human()))
                : new Reply.Ask(
                        List.of(Phrase.of(phrase)),
                        new OpenQuestion(
                                intent.wireName(), wanted, memory.trust().failedProofs() + 1),
                        offers(turn, intent, true));
        return new Passage.Closed(SkillResult.wrong(
                reply,
                reply instanceof Reply.Ask ask ? counted.asking(ask.question()) : counted.asking(null),
                List.of(number)));
    }

    /** A code by e-mail where the shop sends any, and a human for whom it does not work. */
    private List<Offer> offers(Turn turn, Intent intent, boolean human) {
        List<Offer> offers = new ArrayList<>();
        if (codes.isOn(turn)) {
            offers.add(Offers.code(intent));
        }
        if (human) {
            offers.add(Offers.human());
        }
        return offers;
    }

    Passage ask(Turn turn, Memory memory, Intent intent, Wanted wanted, Phrase phrase) {
        OpenQuestion before = turn.memory().question();
        int asked = before != null && before.wanted() == wanted ? before.asked() + 1 : 1;
        OpenQuestion question = new OpenQuestion(intent.wireName(), wanted, asked);
        return new Passage.Closed(new SkillResult(
                new Reply.Ask(
                        List.of(phrase),
                        question,
                        wanted == Wanted.ORDER_NUMBER
                                ? asked > 1 ? List.of(Offers.human()) : List.of()
                                : offers(turn, intent, asked > 1 || wanted == Wanted.CODE)),
                memory.asking(question)));
    }
}
