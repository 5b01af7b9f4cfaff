package io.polyclerk.ai.evaluation;

import io.polyclerk.ai.redaction.Redactor;
import io.polyclerk.ai.understanding.LocalInterpreter;
import io.polyclerk.ai.understanding.PackFiles;
import io.polyclerk.ai.understanding.SlotFinder;
import io.polyclerk.core.understanding.FoundSlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many details, masks and languages are right, on lines that were written apart from the code and the packs' words:
 * {@code slots-test.tsv} and {@code redaction-test.tsv} of each pack and {@code language-test.tsv} beside them.
 */
public final class DetailsEvaluation {

    private final LocalInterpreter interpreter;
    private final Redactor redactor;
    private final List<Miss> misses = new ArrayList<>();

    public DetailsEvaluation(LocalInterpreter interpreter) {
        this.interpreter = interpreter;
        this.redactor = new Redactor(interpreter);
    }

    /** A line that was not read as it should have been. */
    public record Miss(String set, String text, String expected, String found) {}

    /** Lines that were written later, in the order in which they were; what each was used for is told with the figures. */
    static final List<String> LATER = List.of(
            "slots-second-test.tsv",
            "slots-third-test.tsv",
            "slots-fourth-test.tsv",
            "slots-fifth-test.tsv",
            "slots-sixth-test.tsv");

    /** Details of one language. @param found of those that are there @param silent lines of those without any where none was found */
    public record Details(Share found, Share silent, Share masked) {}

    /** Details of one set. @param more details that were seen though they are not there */
    public record Found(Share found, Share silent, int more) {}

    /** A text and what is expected of it. */
    private record Line(String text, String expected) {

        static List<Line> of(String path) {
            return PackFiles.lines(path).orElse(List.of()).stream()
                    .map(line -> line.split("\t", 2))
                    .map(parts -> new Line(parts[0], parts.length < 2 ? "" : parts[1].strip()))
                    .toList();
        }
    }

    /** By language. */
    public Map<String, Details> byLanguage() {
        Map<String, Details> all = new LinkedHashMap<>();
        for (String tag : PackFiles.tags()) {
            all.put(tag, details(tag));
        }
        return all;
    }

    private Details details(String tag) {
        Found found = found(tag, "slots-test.tsv");
        return new Details(found.found(), found.silent(), masked(tag));
    }

    /** @param file of the pack */
    Found found(String tag, String file) {
        int right = 0;
        int details = 0;
        int silent = 0;
        int empty = 0;
        int more = 0;
        for (Line line : Line.of(tag + "/" + file)) {
            List<String> found = new ArrayList<>(SlotFinder.of(tag).find(line.text()).stream()
                    .map(DetailsEvaluation::written)
                    .toList());
            String all = String.join(";", found);
            List<String> expected = line.expected().isEmpty()
                    ? List.of()
                    : Arrays.asList(line.expected().split(";"));
            details += expected.size();
            int hit = (int) expected.stream().filter(found::remove).count();
            right += hit;
            more += found.size();
            empty += expected.isEmpty() ? 1 : 0;
            silent += expected.isEmpty() && found.isEmpty() ? 1 : 0;
            if (hit < expected.size() || !found.isEmpty()) {
                misses.add(new Miss(tag + " " + file, line.text(), line.expected(), all));
            }
        }
        return new Found(new Share(right, details), new Share(silent, empty), more);
    }

    private static String written(FoundSlot slot) {
        return slot.slot().wireName() + "=" + slot.value();
    }

    private Share masked(String tag) {
        List<Line> lines = Line.of(tag + "/redaction-test.tsv");
        int right = 0;
        for (Line line : lines) {
            String masked = redactor.redact(line.text(), tag).text();
            if (masked.equals(line.expected())) {
                right++;
            } else {
                misses.add(new Miss(tag + " masks", line.text(), line.expected(), masked));
            }
        }
        return new Share(right, lines.size());
    }

    /** Languages of single words, of mixed and of romanised messages, found among all packs without any hint. */
    public Share languages() {
        List<Line> lines = Line.of("language-test.tsv");
        int right = 0;
        for (Line line : lines) {
            String found = interpreter.languageOf(line.text());
            if (found.equals(line.expected())) {
                right++;
            } else {
                misses.add(new Miss("language", line.text(), line.expected(), found));
            }
        }
        return new Share(right, lines.size());
    }

    /** What was missed so far. */
    public List<Miss> misses() {
        return List.copyOf(misses);
    }
}
