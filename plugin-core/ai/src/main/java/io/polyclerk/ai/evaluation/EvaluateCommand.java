package io.polyclerk.ai.evaluation;

import io.polyclerk.ai.understanding.LocalInterpreter;
import io.polyclerk.ai.understanding.PackFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates sets of labelled messages, or the language packs' own test sets when none is given. */
public final class EvaluateCommand {

    private EvaluateCommand() {}

    /** @param arguments where the report goes, then any number of files in JSON Lines */
    public static void main(String[] arguments) throws IOException {
        Map<String, List<LabelledMessage>> sets = new LinkedHashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            sets.put(arguments[i], LabelledMessage.read(Files.readAllLines(Path.of(arguments[i])), null));
        }
        if (sets.isEmpty()) {
            sets.putAll(ownSets());
        }
        LocalInterpreter interpreter = new LocalInterpreter();
        HtmlReport report = new HtmlReport();
        PrintStream out = System.out;
        out.println("| set | top intent | among three | out of scope caught | real wishes refused | several | µs |");
        out.println("|---|---|---|---|---|---|---|");
        for (Map.Entry<String, List<LabelledMessage>> set : sets.entrySet()) {
            // The first pass loads and warms up what the second is timed with.
            Evaluation.of(interpreter, set.getValue(), true);
            Evaluation evaluation = Evaluation.of(interpreter, set.getValue(), true);
            report.add(set.getKey(), evaluation);
            out.printf(
                    "| %s | %s | %s | %s | %s | %s | %d |%n",
                    set.getKey(),
                    evaluation.topIntent(),
                    evaluation.amongThree(),
                    evaluation.outOfScopeCaught(),
                    evaluation.wronglyRefused(),
                    evaluation.severalFound(),
                    evaluation.perMessage().toNanos() / 1000);
        }
        Path file = Path.of(arguments.length > 0 ? arguments[0] : "understanding.html")
                .toAbsolutePath();
        Files.writeString(file, report.finish());
        out.println("Report: " + file);
    }

    /** The packs' own test sets, by tag; packs without one are left out. */
    static Map<String, List<LabelledMessage>> ownSets() {
        Map<String, List<LabelledMessage>> sets = new LinkedHashMap<>();
        for (String tag : PackFiles.tags()) {
            PackFiles.lines(tag + "/test.jsonl").ifPresent(lines -> sets.put(tag, LabelledMessage.read(lines, tag)));
        }
        return sets;
    }
}
