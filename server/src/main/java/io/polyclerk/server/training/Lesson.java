package io.polyclerk.server.training;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message with what it means, corrected by somebody.
 *
 * @param id zero before it is stored
 * @param text with personal data masked
 * @param intent wire name, or {@code out_of_scope}
 * @param conversationId where it was said; null when it was not said in a conversation
 * @param author id of the token of whoever corrected it
 */
public record Lesson(
        long id,
        String merchant,
        String language,
        String text,
        String intent,
        @Nullable String conversationId,
        String author,
        Instant at) {

    private static final int PARTS = 5;

    /** The same lesson as it is stored. */
    public Lesson withId(long newId) {
        return new Lesson(newId, merchant, language, text, intent, conversationId, author, at);
    }

    /** Every fifth lesson is never trained on and tells whether training has helped. The same text always falls on the same side. */
    public boolean isHeldBack() {
        return Math.floorMod(text.toLowerCase(java.util.Locale.ROOT).strip().hashCode(), PARTS) == 0;
    }
}
