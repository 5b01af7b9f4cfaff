package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.knowledge.Retriever.Findings;
import io.polyclerk.core.ladder.Ladder;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.skill.Knowledge;
import io.polyclerk.core.skill.Offers;
import io.polyclerk.core.skill.SkillRegistry;
import io.polyclerk.core.skill.SkillResult;
import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.spi.message.Content;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what a turn says: which skills have a say, what happens when none has, and when a human is offered. */
final class Decision {

    private static final int ANGRY_TURNS_BEFORE_HUMAN = 2;
    private static final int LONGEST_ANSWER = 30;

    private final SkillRegistry skills;
    private final SkillCalls calls;
    private final Knowledge knowledge;
    private final Ladder ladder;
    private final Doubtful doubtful;
    private final WishLine line;
    private final WrittenFirst first;

    Decision(SkillRegistry skills, Knowledge knowledge, Ladder ladder, Doubtful doubtful) {
        this.doubtful = doubtful;
        this.first = new WrittenFirst(knowledge, skills.questions());
        this.skills = skills;
        this.calls = new SkillCalls(skills);
        this.line = new WishLine(
                calls, new WrittenBeside(knowledge), skills.confirmations().standing());
        this.knowledge = knowledge;
        this.ladder = ladder;
    }

    Decided decide(Turn turn) {
        Draft draft = new Draft(turn);
        if (!turn.memory().disclosed()) {
            draft.say(Draft.DISCLOSURE);
        }
        if (turn.utterance().isEmpty()) {
            draft.add(calls.handle(Intent.GREETING, turn));
            return draft.finish();
        }
        turn.perceived().heard().forEach(words -> draft.say(List.of(Phrase.of("voice.heard", Map.of("words", words)))));
        turn.utterance().others().forEach(other -> other(other, turn, draft));
        boolean hasWords = !turn.utterance().text().isBlank()
                || !turn.utterance().selection().isEmpty();
        if (hasWords) {
            words(turn, draft);
        } else if (turn.perceived().hasPhoto()) {
            draft.add(calls.handle(Intent.DAMAGED_OR_WRONG_ITEM, turn));
        }
        return draft.finish();
    }

    private void words(Turn turn, Draft draft) {
        Turn understood = turn.withMemory(draft.memory().understood());
        Optional<SkillResult> confirmed = skills.confirmations().answer(understood);
        if (confirmed.isPresent()) {
            draft.add(confirmed.get());
            line.goOn(turn, draft, confirmed.get());
            return;
        }
        answer(turn, understood, draft);
        line.resume(turn, draft);
    }

    private void answer(Turn turn, Turn understood, Draft draft) {
        Optional<SkillResult> aside = skills.asides().answer(understood);
        if (aside.isPresent()) {
            draft.add(aside.get());
            return;
        }
        Optional<SkillResult> known = turn.perceived().hasPhoto()
                ? Optional.empty()
                : skills.questions()
                        .answer(understood)
                        .or(() -> knowledge.facts().answer(turn));
        if (known.isPresent()) {
            draft.understood();
            draft.add(known.get());
            return;
        }
        Interpretation interpretation = turn.interpretation();
        List<Intent> wanted = Wishes.of(turn);
        Findings findings = Findings.NOTHING;
        if (wanted.isEmpty()) {
            // Nothing that a skill does, yet the shop may have written about it.
            findings = knowledge.find(turn);
        }
        List<Phrase> said = wanted.isEmpty() ? knowledge.answer(findings) : first.answer(turn, wanted);
        if (!said.isEmpty()) {
            draft.understood();
            draft.say(said);
            draft.asking(null);
            return;
        }
        if (interpretation.outOfScope() && !turn.perceived().hasPhoto()) {
            if (doubtful.isNearEnough(findings) && doubtful.answer(findings, turn, draft)) {
                return;
            }
            if (isAnswerInVain(turn)) {
                draft.say(List.of(Phrase.of("nudged.asked")));
                draft.offer(Offers.human());
                draft.misunderstood();
                return;
            }
            // "Are you a robot?" is out of scope too, and is answered truly.
            draft.say(List.of(Phrase.of(turn.memory().disclosed() ? "out_of_scope.reminding" : "out_of_scope")));
            draft.misunderstood();
            return;
        }
        if (wanted.isEmpty()) {
            if (!climb(turn, draft) && !doubtful.answer(findings, turn, draft)) {
                unsure(interpretation, draft);
            }
            return;
        }
        draft.understood();
        if (draft.memory().mood().angryTurns() == 1
                && wanted.stream().noneMatch(intent -> intent == Intent.COMPLAINT)) {
            draft.say(List.of(Phrase.of("sorry_for_trouble")));
        }
        OpenQuestion asked = line.handle(wanted, turn, draft);
        skills.asides().announcement(turn).ifPresent(welcome -> draft.say(List.of(welcome)));
        if (asked != null) {
            draft.asking(asked);
        }
        if (draft.memory().mood().angryTurns() >= ANGRY_TURNS_BEFORE_HUMAN) {
            draft.offer(Offers.human());
        }
    }

    /** "I don't remember it" answers what was asked for, though not so that it helps. */
    private static boolean isAnswerInVain(Turn turn) {
        OpenQuestion question = turn.memory().question();
        return question != null
                && turn.utterance().text().length() <= LONGEST_ANSWER
                && (question.wanted() == Wanted.PROOF || question.wanted() == Wanted.CODE);
    }

    /** @return whether a model had something to say or chose skills that had */
    private boolean climb(Turn turn, Draft draft) {
        Optional<Ladder.Answered> climbed = ladder.climb(turn.withMemory(draft.memory()), calls::handle);
        if (climbed.isEmpty()) {
            return false;
        }
        Ladder.Answered answered = climbed.get();
        draft.asked(answered.use());
        if (answered.words().isEmpty()) {
            answered.results().forEach(draft::add);
            return !answered.results().isEmpty();
        }
        draft.understood();
        answered.results().forEach(draft::remember);
        draft.say(List.of(new Phrase.Verbatim(answered.words())));
        return true;
    }

    private static void unsure(Interpretation interpretation, Draft draft) {
        draft.misunderstood();
        if (draft.memory().mood().angryTurns() == 1) {
            draft.say(List.of(Phrase.of("sorry_for_trouble")));
        }
        // What is picked below is about the order that was named.
        interpretation.slot(Slot.ORDER_NUMBER).ifPresent(draft::aboutOrder);
        if (draft.memory().mood().misunderstood() > 1) {
            draft.say(List.of(Phrase.of("not_understood_again")));
        } else {
            draft.say(List.of(Phrase.of("not_understood")));
        }
        interpretation.intents().stream()
                .filter(scored -> !scored.intent().isSmallTalk())
                .limit(3)
                .forEach(scored -> draft.offer(Offers.intent(scored.intent())));
        draft.offer(Offers.human());
        draft.asking(new OpenQuestion(Intent.HUMAN_AGENT.wireName(), Wanted.INTENT, 1));
    }

    private static void other(Content other, Turn turn, Draft draft) {
        String key = switch (other) {
            case Content.Media media ->
                switch (media.kind()) {
                    case VOICE, AUDIO -> "voice_not_understood";
                    // What photos are about is said by the skill that looks at what was seen in them.
                    case IMAGE, STICKER -> "";
                    case VIDEO, DOCUMENT -> "file_received";
                };
            case Content.Location location -> "file_received";
            default -> "content_unsupported";
        };
        if (key.isEmpty()) {
            return;
        }
        draft.sayOnce(Phrase.of(key));
        if (!key.equals("content_unsupported")) {
            draft.ticketOnce(new TicketDraft(
                    Intent.DAMAGED_OR_WRONG_ITEM.wireName(),
                    turn.utterance().text(),
                    turn.memory().orderNumber(),
                    turn.interpretation().language(),
                    false,
                    TicketDraft.Case.of(turn.perceived().evidence())));
        }
    }
}
