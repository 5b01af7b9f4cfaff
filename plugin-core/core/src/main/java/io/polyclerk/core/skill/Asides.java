package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers what is said beside any wish: "are you a bot?", and a yes or no to which nothing was asked. */
public final class Asides {

    private final Answers answers;
    private final Announced announced;

    Asides(Answers answers, Announced announced) {
        this.answers = answers;
        this.announced = announced;
    }

    /** Empty when the turn says anything else. */
    public Optional<SkillResult> answer(Turn turn) {
        String text = turn.utterance().text();
        if (text.isBlank() || !turn.utterance().selection().isEmpty()) {
            return Optional.empty();
        }
        if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return Optional.of(withoutWords(text, turn.memory()));
        }
        if (answers.asksForBot(text)) {
            return Optional.of(new SkillResult(
                    new Reply.Say(List.of(Phrase.of("disclosure")), List.of(Offers.human())), turn.memory()));
        }
        if (announced.isAll(turn)) {
            return announced
                    .photo(turn)
                    .map(welcome -> new SkillResult(new Reply.Say(List.of(welcome)), turn.memory()));
        }
        Answers.Answer answer = answers.read(text);
        // "没事了" and "ya sudah" say that all is well, and that nothing is wanted any more.
        if (answer != Answers.Answer.NO && (answers.isOk(text) || answers.isThanks(text))) {
            return taken(text, turn.memory());
        }
        return isUncalledFor(answer, turn.memory().question())
                ? Optional.of(
                        new SkillResult(new Reply.Say(List.of(Phrase.of("all_right"))), ended(turn.memory(), answer)))
                : Optional.empty();
    }

    /** What is said of a photo that comes later, beside the matter itself. */
    public Optional<Phrase> announcement(Turn turn) {
        return announced.photo(turn);
    }

    /** A thumb or a heart ends what was said; "?" and "…" ask whether anybody is there, and what was asked stays asked. */
    private static SkillResult withoutWords(String text, Memory memory) {
        boolean nudges = text.codePoints().noneMatch(Character::isEmoji);
        String phrase = memory.question() != null ? "nudged.asked" : nudges ? "nudged" : "all_right";
        return new SkillResult(
                new Reply.Say(List.of(Phrase.of(phrase)), nudges ? List.of(Offers.human()) : List.of()), memory);
    }

    /** "Ok" to what was told ends it; to a question for an order it answers nothing, and to other questions it may be an answer. */
    private Optional<SkillResult> taken(String text, Memory memory) {
        OpenQuestion open = memory.question();
        String phrase = answers.isThanks(text) ? "thanks" : "all_right";
        if (open == null || open.wanted() == Wanted.INTENT) {
            return Optional.of(new SkillResult(new Reply.Say(List.of(Phrase.of(phrase))), memory.asking(null)));
        }
        return open.isForAnOrder() && phrase.equals("all_right")
                ? Optional.of(new SkillResult(new Reply.Say(List.of(Phrase.of("nudged.asked"))), memory))
                : Optional.empty();
    }

    /** Who wants nothing any more has no wish that waits. A yes to which nothing was asked takes none back. */
    private static Memory ended(Memory memory, Answers.Answer answer) {
        return memory.question() == null && answer != Answers.Answer.NO
                ? memory
                : memory.asking(null).waiting(List.of());
    }

    /** "Never mind" ends a question; a yes answers only what can be answered so. */
    private static boolean isUncalledFor(Answers.Answer answer, @Nullable OpenQuestion open) {
        boolean nothingAsked = open == null || open.wanted() == Wanted.INTENT;
        return switch (answer) {
            case YES -> nothingAsked;
            case NO -> open == null || open.wanted() != Wanted.CONFIRMATION;
            case NEITHER -> false;
        };
    }
}
