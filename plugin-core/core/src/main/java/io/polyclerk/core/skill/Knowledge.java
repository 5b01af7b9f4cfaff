package io.polyclerk.core.skill;

import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.knowledge.Retriever;
import io.polyclerk.core.knowledge.Retriever.Findings;
import io.polyclerk.core.knowledge.Retriever.Question;
import io.polyclerk.core.reply.Phrase;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the shop has written, put into a reply: the passage in the shop's own words, marked as such, and where it stands. Thread-safe. */
public final class Knowledge {

    /** A shop that has written nothing. */
    public static final Knowledge NONE = new Knowledge(Retriever.NONE);

    private static final int LONGEST_QUESTION = 500;

    private final Retriever retriever;
    private final Facts facts;

    public Knowledge(Retriever retriever) {
        this(retriever, Facts.NONE);
    }

    /** @param facts what is known of the trade, beside what the shop has written */
    public Knowledge(Retriever retriever, Facts facts) {
        this.retriever = retriever;
        this.facts = facts;
    }

    /** What is known of the trade. */
    public Facts facts() {
        return facts;
    }

    /** The passage that answers what was said; empty when none does. */
    public List<Phrase> answer(Turn turn) {
        return answer(turn, passage -> true);
    }

    /** The passage that answers what was said; empty when none does or the nearest one is not to the point. */
    List<Phrase> answer(Turn turn, Predicate<Passage> isToThePoint) {
        String words = words(turn);
        if (words.isBlank()) {
            return List.of();
        }
        Findings findings = retriever.find(new Question(
                turn.conversation().merchant(), words, turn.interpretation().language()));
        return findings.known() && isToThePoint.test(findings.passages().get(0))
                ? quote(findings.passages().get(0))
                : List.of();
    }

    private static String words(Turn turn) {
        String text = turn.utterance().text();
        return text.length() <= LONGEST_QUESTION ? text : text.substring(0, LONGEST_QUESTION);
    }

    static List<Phrase> quote(Passage passage) {
        List<Phrase> phrases = new ArrayList<>();
        phrases.add(new Phrase.Verbatim(
                passage.heading().isEmpty() ? passage.text() : passage.heading() + "\n" + passage.text()));
        Instant changedAt = passage.source().changedAt();
        if (passage.disputed()) {
            phrases.add(Phrase.of("knowledge.disputed", Map.of("date", changedAt)));
        }
        URI page = passage.source().page();
        String source = page != null && page.isAbsolute()
                ? page.toString()
                : passage.source().title();
        phrases.add(Phrase.of("source", Map.of("source", source)));
        return phrases;
    }
}
