package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.language.Vocabulary;
import io.polyclerk.core.skill.LineWords;
import io.polyclerk.core.skill.Offers;
import io.polyclerk.core.understanding.Emotion;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.core.understanding.ScoredIntent;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.core.understanding.Utterance;
import io.polyclerk.spi.message.Option;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an utterance in the light of the conversation: what was picked, what was asked, and what the interpreter makes of it. */
final class Understanding {

    private static final System.Logger LOGGER = System.getLogger(Understanding.class.getName());

    /** Below this the bot asks what is meant rather than guess. */
    static final double CONFIDENT = 0.5;

    static final double LIKELY = 0.3;
    private static final double CERTAIN = 0.9;
    /** Lengths in characters: what is no longer has so many words at most. */
    private static final int LENGTH_OF_A_WORD = 6;

    private static final int LENGTH_OF_A_SHORT_ANSWER = 12;
    private static final int LENGTH_OF_A_WORD_OR_TWO = 20;

    private final Interpreter interpreter;
    private final OrderNaming orderNaming;
    private final Waiting waiting;
    private final LineWords lines;
    private final Vocabulary vocabulary;

    Understanding(Interpreter interpreter, OrderNaming orderNaming, LineWords lines, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.lines = lines;
        this.interpreter = interpreter;
        this.orderNaming = orderNaming;
        this.waiting = new Waiting(orderNaming);
    }

    /** What a turn means. @param memory in whose light it was read: a question that was forgotten over other talk may be open again */
    record Read(Interpretation interpretation, Memory memory) {}

    /** @param appLanguage what the channel says about the sender's language; null when it says nothing */
    Read read(
            Utterance utterance, Memory before, String merchant, List<String> languages, @Nullable String appLanguage) {
        String known = before.language() != null ? before.language() : appLanguage;
        String language = known == null ? "en" : known;
        Optional<Intent> picked = picked(utterance, before);
        if (picked.isPresent()) {
            return new Read(certain(picked.get(), language), before);
        }
        if (isPicked(utterance)) {
            return new Read(new Interpretation(language, List.of(), false, List.of(), Emotion.NEUTRAL, false), before);
        }
        Interpretation found = interpret(
                utterance.text(),
                new Interpreter.Hints(merchant, Set.copyOf(languages), known, false, expected(before)));
        Memory memory = waiting.reopened(found, utterance, before);
        return new Read(inTheLightOf(memory, found, utterance), memory);
    }

    private static @Nullable Intent expected(Memory memory) {
        OpenQuestion question = memory.question();
        return question == null ? null : Intent.ofWireName(question.intent()).orElse(null);
    }

    private Interpretation inTheLightOf(Memory memory, Interpretation found, Utterance utterance) {
        OpenQuestion question = memory.question();
        Intent expected = expected(memory);
        Interpretation read = found;
        boolean naming = orderNaming.isAll(found, utterance.text());
        boolean answered = false;
        if (question != null
                && expected != null
                && (OpenAnswer.isGiven(found, utterance, question, memory, naming)
                        || picksLine(found, utterance, question, memory))) {
            answered = true;
            read = answering(found, expected, question.wanted());
        }
        if (!answered && naming) {
            read = found.meaning(Intent.TRACK_ORDER);
        }
        Optional<Intent> last = Optional.ofNullable(memory.topic().last()).flatMap(Intent::ofWireName);
        if (!answered && last.isPresent() && orderNaming.isSame(found, utterance.text())) {
            read = found.meaning(last.get());
        }
        if (orderNaming.isOfAnother(utterance.text(), memory)) {
            read = found.meaning(expected == null ? Intent.TRACK_ORDER : expected);
        }
        read = Continuation.of(read, utterance, memory);
        String spoken = memory.language();
        String text = utterance.text().strip();
        boolean tellsNoLanguage = question != null
                && (text.length() <= LENGTH_OF_A_WORD
                        || answered
                                && isLatin(text)
                                && (isAskedByName(question) || text.length() <= LENGTH_OF_A_SHORT_ANSWER));
        // "No" is a word of many languages; whoever answers with it speaks as before.
        return spoken != null && (tellsNoLanguage || mayBeOf(spoken, text)) ? read.in(spoken) : read;
    }

    private boolean mayBeOf(String spoken, String text) {
        return text.length() <= LENGTH_OF_A_WORD_OR_TWO && isLatin(text) && vocabulary.holds(spoken, text);
    }

    private boolean picksLine(Interpretation found, Utterance utterance, OpenQuestion question, Memory memory) {
        return question.wanted() == Wanted.LINE
                && lines.isPick(
                        utterance.text(),
                        found,
                        memory.offered().stream()
                                .filter(Picks::isLine)
                                .map(Option::label)
                                .toList());
    }

    /** Goods, places and people are called the same in every language that is written near them. */
    private static boolean isAskedByName(OpenQuestion question) {
        return switch (question.wanted()) {
            case PRODUCT, LINE, ADDRESS -> true;
            case ORDER_NUMBER, PROOF, CODE, QUANTITY, REASON, WISH, CONFIRMATION, INTENT -> false;
        };
    }

    private static boolean isLatin(String text) {
        return text.codePoints()
                .filter(Character::isLetter)
                .allMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.LATIN);
    }

    /** What a human has talked about is what is being talked about now. */
    Memory afterHuman(Memory memory, List<String> humanWords, String merchant) {
        if (humanWords.isEmpty()) {
            return memory;
        }
        Interpretation said = interpret(
                String.join("\n", humanWords),
                new Interpreter.Hints(merchant, Set.of(), memory.language(), false, null));
        return said.slot(Slot.ORDER_NUMBER).map(memory::aboutOrder).orElse(memory);
    }

    /** An interpreter that fails leaves the bot unsure, not silent; an Error of a library in it (a stack run out) is no exception. */
    private Interpretation interpret(String text, Interpreter.Hints hints) {
        try {
            return Continuation.withoutNumbersOfAddresses(interpreter.interpret(text, hints), text);
        } catch (RuntimeException | Error failure) {
            LOGGER.log(System.Logger.Level.ERROR, "the interpreter failed", failure);
            String language = hints.language() == null ? "en" : hints.language();
            return new Interpretation(language, List.of(), false, List.of(), Emotion.NEUTRAL, false);
        }
    }

    /** Whether nothing was said but a button pressed whose meaning lies elsewhere. */
    private static boolean isPicked(Utterance utterance) {
        return utterance.text().isBlank() && !utterance.selection().isEmpty();
    }

    private static Optional<Intent> picked(Utterance utterance, Memory memory) {
        for (String value : utterance.selection()) {
            String dealing = memory.dealing().intent();
            if (Picks.isDetail(value) && dealing != null) {
                return Intent.ofWireName(dealing);
            }
            Optional<Intent> intent = Offers.picked(value);
            if (intent.isPresent()) {
                return intent;
            }
        }
        return typedNumber(utterance.text().strip(), memory).flatMap(option -> Offers.picked(option.value()));
    }

    /** On a channel without buttons the options were shown as a numbered list. */
    private static Optional<Option> typedNumber(String text, Memory memory) {
        if (!text.matches("\\d")
                || memory.question() != null && memory.question().wanted() != Wanted.INTENT) {
            return Optional.empty();
        }
        int number = Integer.parseInt(text);
        return number >= 1 && number <= memory.offered().size()
                ? Optional.of(memory.offered().get(number - 1))
                : Optional.empty();
    }

    /** What is asked beside a proof is answered too. Proofs are often called addresses, so an address is not meant to be changed by that. */
    private static Interpretation answering(Interpretation found, Intent expected, Wanted wanted) {
        Optional<ScoredIntent> beside = found.intents().stream()
                .limit(1)
                .filter(scored -> scored.confidence() >= CERTAIN
                        && !scored.intent().isSmallTalk()
                        && scored.intent() != expected
                        && scored.intent() != Intent.CHANGE_ADDRESS)
                .findFirst();
        if (wanted != Wanted.PROOF || beside.isEmpty()) {
            return found.meaning(expected);
        }
        return new Interpretation(
                found.language(),
                List.of(new ScoredIntent(expected, 1), beside.get()),
                true,
                found.slots(),
                found.emotion(),
                false);
    }

    private static Interpretation certain(Intent intent, String language) {
        return new Interpretation(
                language, List.of(new ScoredIntent(intent, 1)), false, List.of(), Emotion.NEUTRAL, false);
    }
}
