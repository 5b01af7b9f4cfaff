package io.polyclerk.core.turn;

import io.polyclerk.core.knowledge.Retriever.Findings;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.skill.Knowledge;
import io.polyclerk.core.skill.Offers;
import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.understanding.WordPattern;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Between an answer and "I do not know": what the shop has written that stands near to a question, shown with a doubt and a human beside it. Never
 * where a question is about somebody's health or rights, by the words of the language's phrases: there a wrong answer may harm. Thread-safe.
 */
final class Doubtful {

    private static final String DELICATE = "knowledge.delicate";
    private static final String FALLBACK = "en";
    /** Of two questions that seem to be out of scope and reach this, more than one is the shop's; see the page on knowledge accuracy. */
    private static final double OUT_OF_SCOPE = 0.25;

    private final Knowledge knowledge;
    private final Phrasebook phrasebook;
    private final Map<String, List<Pattern>> delicate = new ConcurrentHashMap<>();

    Doubtful(Knowledge knowledge, Phrasebook phrasebook) {
        this.knowledge = knowledge;
        this.phrasebook = phrasebook;
    }

    /** Whether it is shown also to a question that seems to be no clerk's work: nearer than what is shown otherwise. */
    boolean isNearEnough(Findings findings) {
        return findings.likely() > 0 && findings.passages().get(0).score() >= OUT_OF_SCOPE;
    }

    /** The turn still counts as not understood: the next one that is not is offered a human in other words. @return whether anything is said */
    boolean answer(Findings findings, Turn turn, Draft draft) {
        String language = turn.conversation().language();
        if (isDelicate(turn.utterance().text(), language)) {
            return false;
        }
        List<Phrase> near = knowledge.perhaps(findings, language);
        if (near.isEmpty()) {
            return false;
        }
        draft.misunderstood();
        draft.say(near);
        draft.offer(Offers.human());
        draft.asking(null);
        return true;
    }

    /** English words are mixed into every language. */
    private boolean isDelicate(String text, String language) {
        String plain = WordPattern.plain(text);
        return delicate.computeIfAbsent(language, this::words).stream()
                .anyMatch(word -> word.matcher(plain).find());
    }

    private List<Pattern> words(String language) {
        return Stream.of(language, FALLBACK)
                .distinct()
                .flatMap(tag -> phrasebook.words(tag, DELICATE).stream())
                .map(WordPattern::of)
                .toList();
    }
}
