package io.polyclerk.ai.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message and what a person says that it means.
 *
 * @param language BCP 47 tag; null when the reader shall find out
 * @param intents wire names, or {@code out_of_scope} alone; never empty
 */
public record LabelledMessage(String text, @Nullable String language, Set<String> intents) {

    public static final String OUT_OF_SCOPE = "out_of_scope";

    private static final ObjectMapper JSON = new ObjectMapper();

    public LabelledMessage {
        intents = Set.copyOf(intents);
    }

    public boolean isOutOfScope() {
        return intents.contains(OUT_OF_SCOPE);
    }

    /** As written in a line of a set: {@code {"text","language"?,"intent"}} or {@code {"text","language"?,"intents":[…]}}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Line(
            String text,
            @Nullable String language,
            @Nullable String intent,
            @Nullable List<String> intents) {}

    /** Reads a set in JSON Lines. @throws UncheckedIOException that names the line which is no such message */
    static List<LabelledMessage> read(List<String> lines, @Nullable String language) {
        return lines.stream()
                .filter(line -> !line.isBlank())
                .map(line -> parse(line, language))
                .toList();
    }

    private static LabelledMessage parse(String text, @Nullable String language) {
        try {
            Line line = JSON.readValue(text, Line.class);
            String intent = line.intent();
            List<String> intents = line.intents();
            Set<String> wanted = intents != null ? Set.copyOf(intents) : intent != null ? Set.of(intent) : Set.of();
            if (wanted.isEmpty()) {
                throw new IOException("no intent in: " + text);
            }
            return new LabelledMessage(line.text(), line.language() == null ? language : line.language(), wanted);
        } catch (IOException noLine) {
            throw new UncheckedIOException("not a labelled message: " + text, noLine);
        }
    }
}
