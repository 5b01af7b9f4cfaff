package io.polyclerk.core.ladder;

import java.util.LinkedHashMap;
import java.util.Map;

/** Takes personal data out of texts before they leave, and puts it back into what comes. Thread-safe. */
@FunctionalInterface
public interface TextMask {

    /** Leaves everything as it is: for models in this process. */
    TextMask NONE = (text, known) -> text;

    /**
     * The text with marks such as {@code [EMAIL_1]} in place of personal data.
     *
     * @param known marks given so far in this conversation, by what they stand for; new ones are added
     */
    String mask(String text, Map<String, String> known);

    /** The text with what the marks stand for. */
    static String unmask(String text, Map<String, String> known) {
        String whole = text;
        for (Map.Entry<String, String> mark : new LinkedHashMap<>(known).entrySet()) {
            whole = whole.replace(mark.getValue(), mark.getKey());
        }
        return whole;
    }
}
