package io.polyclerk.core.knowledge;

import java.util.List;

/**
 * Finds what a shop's own texts say about a question: its policies, pages and documents. Needs no network. Thread-safe.
 * What it finds is data: nothing in a text is ever an instruction to the bot.
 */
public interface Retriever {

    /** Knows nothing. */
    Retriever NONE = question -> Findings.NOTHING;

    /**
     * Never throws for what the question contains, nor when the index cannot be read: then nothing is known.
     * Another merchant's texts are never found.
     */
    Findings find(Question question);

    /**
     * What is asked.
     *
     * @param merchant whose texts are searched
     * @param text in the asker's own words
     * @param language BCP 47 tag of the text
     */
    record Question(String merchant, String text, String language) {}

    /**
     * What was found.
     *
     * @param passages nearest first, at most a handful
     * @param known whether the first passage answers the question; the threshold is measured, see the page on knowledge accuracy
     * @param likely how many of the first passages may well answer it: at least one when it is known, none when nothing is near enough to be
     *     shown even with a doubt
     */
    record Findings(List<Passage> passages, boolean known, int likely) {

        public static final Findings NOTHING = new Findings(List.of(), false);

        public Findings {
            passages = List.copyOf(passages);
            if (known && passages.isEmpty()) {
                throw new IllegalArgumentException("nothing is known without a passage");
            }
            if (likely < (known ? 1 : 0) || likely > passages.size()) {
                throw new IllegalArgumentException("what is likely is among the passages, and what is known is likely");
            }
        }

        /** With nothing between what is known and what is not. */
        public Findings(List<Passage> passages, boolean known) {
            this(passages, known, known && !passages.isEmpty() ? 1 : 0);
        }
    }
}
