package io.polyclerk.core.skill;

import com.ibm.icu.util.ULocale;
import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.knowledge.Retriever;
import io.polyclerk.core.knowledge.Retriever.Findings;
import io.polyclerk.core.knowledge.Retriever.Question;
import io.polyclerk.core.observe.Counters;
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
    private static final String COUNTED = "knowledge_answers";

    private final Retriever retriever;
    private final Facts facts;
    private final Counters counters;

    public Knowledge(Retriever retriever) {
        this(retriever, Facts.NONE, Counters.NONE);
    }

    /**
     * @param facts what is known of the trade, beside what the shop has written
     * @param counters of what was answered surely and what with a doubt
     */
    public Knowledge(Retriever retriever, Facts facts, Counters counters) {
        this.retriever = retriever;
        this.facts = facts;
        this.counters = counters;
    }

    /** What is known of the trade. */
    public Facts facts() {
        return facts;
    }

    /** What stands near to what was said. */
    public Findings find(Turn turn) {
        String words = words(turn);
        return words.isBlank()
                ? Findings.NOTHING
                : retriever.find(new Question(
                        turn.conversation().merchant(),
                        words,
                        turn.interpretation().language()));
    }

    /** The passage that answers what was said; empty when none does. */
    public List<Phrase> answer(Turn turn) {
        return answer(find(turn));
    }

    /** The passage among what was found that answers; empty when none does. */
    public List<Phrase> answer(Findings findings) {
        return answer(findings, passage -> true);
    }

    /** The passage that answers what was said; empty when none does or the nearest one is not to the point. */
    List<Phrase> answer(Turn turn, Predicate<Passage> isToThePoint) {
        return answer(find(turn), isToThePoint);
    }

    private List<Phrase> answer(Findings findings, Predicate<Passage> isToThePoint) {
        if (!findings.known() || !isToThePoint.test(findings.passages().get(0))) {
            return List.of();
        }
        counters.count(COUNTED, "sure");
        return quote(findings.passages().get(0));
    }

    /**
     * What may answer it, said with a doubt: two passages at most. Empty when nothing is near enough.
     *
     * @param language of the shopper
     */
    public List<Phrase> perhaps(Findings findings, String language) {
        if (findings.likely() == 0) {
            return List.of();
        }
        List<Passage> likely = findings.passages().subList(0, findings.likely());
        ULocale written = ULocale.forLanguageTag(likely.get(0).source().language());
        boolean isElsewhere =
                !written.getLanguage().equals(ULocale.forLanguageTag(language).getLanguage());
        counters.count(COUNTED, isElsewhere ? "doubtful_elsewhere" : "doubtful");
        List<Phrase> phrases = new ArrayList<>();
        phrases.add(
                isElsewhere
                        ? Phrase.of(
                                "knowledge.perhaps.elsewhere",
                                Map.of("language", written.getDisplayLanguage(ULocale.forLanguageTag(language))))
                        : Phrase.of("knowledge.perhaps"));
        likely.forEach(passage -> phrases.addAll(quote(passage)));
        return phrases;
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
