package io.polyclerk.core.understanding;

import io.polyclerk.spi.message.Content;
import java.util.List;

/**
 * What was said in one turn, as text, however it was said.
 *
 * @param text all messages of the burst, one a line; empty when nothing was said in words
 * @param source where the words came from
 * @param selection values of the options that were picked
 * @param others what cannot be said in words: pictures, places, files, and voice that nobody could make out
 */
public record Utterance(String text, Source source, List<String> selection, List<Content> others) {

    public Utterance {
        selection = List.copyOf(selection);
        others = List.copyOf(others);
    }

    /** Where words came from. */
    public enum Source {
        TEXT,
        VOICE,
        SELECTION
    }

    public boolean isEmpty() {
        return text.isBlank() && selection.isEmpty() && others.isEmpty();
    }
}
