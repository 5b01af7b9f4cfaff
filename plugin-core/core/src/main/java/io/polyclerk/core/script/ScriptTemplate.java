package io.polyclerk.core.script;

import java.util.List;

/**
 * A text that is ready to be said.
 *
 * @param key what it is for, such as {@code order.delay}; the same in all languages
 * @param language general BCP 47 tag
 * @param title by which a person finds it
 * @param text ICU message pattern
 * @param tags further words by which it is found
 * @param own whether the merchant wrote it; then it stands in place of the shipped one with its key
 * @param forBot whether the bot may answer with it too
 */
public record ScriptTemplate(
        String key, String language, String title, String text, List<String> tags, boolean own, boolean forBot) {

    /** Characters of the longest text, before gaps are filled. */
    public static final int LONGEST_TEXT = 4_000;

    /** Characters of the longest title. */
    public static final int LONGEST_TITLE = 120;

    public ScriptTemplate {
        tags = List.copyOf(tags);
    }
}
