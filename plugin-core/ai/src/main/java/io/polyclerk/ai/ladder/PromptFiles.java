package io.polyclerk.ai.ladder;

import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.ladder.AnswerModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/** The prompts, as versioned files: what was said to a model can be told later by the version. Immutable. */
final class PromptFiles {

    static final String VERSION = "clerk-1";

    static final String TRANSLATOR_VERSION = "translator-1";

    private final String instructions;
    private final String translator;
    private final Properties tools = new Properties();

    PromptFiles() {
        try (InputStream text = open("/prompts/" + VERSION + ".txt");
                InputStream other = open("/prompts/" + TRANSLATOR_VERSION + ".txt");
                InputStream purposes = open("/prompts/tools-1.properties")) {
            instructions = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            translator = new String(other.readAllBytes(), StandardCharsets.UTF_8);
            tools.load(new InputStreamReader(purposes, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InputStream open(String path) {
        return Objects.requireNonNull(PromptFiles.class.getResourceAsStream(path), path);
    }

    String instructions(AnswerModel.Prompt prompt) {
        return switch (prompt.task()) {
            case ANSWER -> clerk(prompt);
            case TRANSLATE -> translator.replace("{language}", prompt.language());
        };
    }

    private String clerk(AnswerModel.Prompt prompt) {
        String passages = prompt.passages().stream().map(PromptFiles::quoted).collect(Collectors.joining("\n"));
        return instructions
                .replace("{language}", prompt.language())
                .replace("{passages}", passages.isEmpty() ? "The shop has written nothing about it." : passages);
    }

    /** A text of the shop between marks that it cannot close itself. */
    private static String quoted(Passage passage) {
        String text = (passage.heading() + "\n" + passage.text())
                .strip()
                .replace("<<", "< <")
                .replace(">>", "> >");
        return "<<text of the shop: " + passage.source().title() + "\n" + text + "\n>>";
    }

    String purpose(String tool) {
        return tools.getProperty(tool, tool.replace('_', ' '));
    }
}
