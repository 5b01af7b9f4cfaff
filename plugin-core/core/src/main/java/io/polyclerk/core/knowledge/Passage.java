package io.polyclerk.core.knowledge;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a text of the shop, in the shop's own words.
 *
 * @param document id of the text that it stands in
 * @param position from 0, within the text
 * @param heading under which it stands; empty when it has none
 * @param text plain text of at most {@value #LONGEST} characters
 * @param score how near it is to the question, 0 to 1; comparable between questions of one language
 * @param disputed another text of the shop says it with another number; this one is the newer
 */
public record Passage(
        String document, int position, String heading, String text, Source source, double score, boolean disputed) {

    /** Characters of the longest passage. */
    public static final int LONGEST = 700;

    /**
     * Where it comes from.
     *
     * @param title of the text
     * @param language BCP 47 tag of the text
     * @param page where a shopper can read it; null when it is on no page
     * @param changedAt when the shop last changed the text
     */
    public record Source(
            String title, String language, @Nullable URI page, Instant changedAt) {}
}
