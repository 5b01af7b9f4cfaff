package io.polyclerk.ai.evaluation;

import io.polyclerk.ai.understanding.PackFiles;
import io.polyclerk.ai.understanding.PackTrainer.Example;
import java.util.List;

/** The test sets of the language packs, for those who want to know that a language has not become worse. */
public final class PackTests {

    private PackTests() {}

    /** Messages with one wish, or none that a clerk deals with. */
    public static List<Example> singleWishes(String tag) {
        return PackFiles.lines(tag + "/test.jsonl")
                .map(lines -> LabelledMessage.read(lines, tag).stream()
                        .filter(message -> message.intents().size() == 1)
                        .map(message -> new Example(
                                message.text(), message.intents().iterator().next()))
                        .toList())
                .orElse(List.of());
    }
}
