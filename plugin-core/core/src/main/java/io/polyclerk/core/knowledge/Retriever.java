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
     */
    record Findings(List<Passage> passages, boolean known) {

        public static final Findings NOTHING = new Findings(List.of(), false);

        public Findings {
            passages = List.copyOf(passages);
            if (known && passages.isEmpty()) {
                throw new IllegalArgumentException("nothing is known without a passage");
            }
        }
    }
}
