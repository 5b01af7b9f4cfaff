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
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Evaluates sets of labelled messages, or the language packs' own test sets when none is given. */
public final class EvaluateCommand {

    private EvaluateCommand() {}

    /** @param arguments where the report goes, then any number of files in JSON Lines */
    public static void main(String[] arguments) throws IOException {
        Map<String, List<LabelledMessage>> sets = new LinkedHashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            List<LabelledMessage> messages = LabelledMessage.read(Files.readAllLines(Path.of(arguments[i])), null);
            sets.put(arguments[i], messages);
            sets.putAll(byLanguage(arguments[i], messages));
        }
        boolean isOwn = sets.isEmpty();
        LocalInterpreter interpreter = new LocalInterpreter();
        HtmlReport report = new HtmlReport();
        if (isOwn) {
            sets.putAll(ownSets());
            sets.putAll(customers());
        }
        measure(interpreter, sets, report, System.out);
        if (isOwn) {
            details(interpreter, report, System.out);
        }
        Path file = Path.of(arguments.length > 0 ? arguments[0] : "understanding.html")
                .toAbsolutePath();
        Files.writeString(file, report.finish());
        System.out.println("Report: " + file);
    }

    /** The parts of a set in several languages; none when it is in one. */
    private static Map<String, List<LabelledMessage>> byLanguage(String name, List<LabelledMessage> messages) {
        Map<String, List<LabelledMessage>> parts = messages.stream()
                .filter(message -> message.language() != null)
                .collect(Collectors.groupingBy(
                        message -> name + " [" + message.language() + "]", TreeMap::new, Collectors.toList()));
        return parts.size() > 1 ? parts : Map.of();
    }

    private static void measure(
            LocalInterpreter interpreter, Map<String, List<LabelledMessage>> sets, HtmlReport report, PrintStream out) {
        out.println(
                "| set | top intent | among three | out of scope caught | real wishes refused | several | several seen in one | µs |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (Map.Entry<String, List<LabelledMessage>> set : sets.entrySet()) {
            // The first pass loads and warms up what the second is timed with.
            Evaluation.of(interpreter, set.getValue(), true);
            Evaluation evaluation = Evaluation.of(interpreter, set.getValue(), true);
            report.add(set.getKey(), evaluation);
            out.printf(
                    "| %s | %s | %s | %s | %s | %s | %s | %d |%n",
                    set.getKey(),
                    evaluation.topIntent(),
                    evaluation.amongThree(),
                    evaluation.outOfScopeCaught(),
                    evaluation.wronglyRefused(),
                    evaluation.severalFound(),
                    evaluation.wronglySeveral(),
                    evaluation.perMessage().toNanos() / 1000);
        }
    }

    private static void details(LocalInterpreter interpreter, HtmlReport report, PrintStream out) {
        DetailsEvaluation evaluation = new DetailsEvaluation(interpreter);
        Map<String, DetailsEvaluation.Details> languages = evaluation.byLanguage();
        out.println();
        out.println("| language | details found | nothing found where nothing is | masked as expected |");
        out.println("|---|---|---|---|");
        languages.forEach((tag, details) ->
                out.printf("| %s | %s | %s | %s |%n", tag, details.found(), details.silent(), details.masked()));
        later(evaluation, out);
        Share language = evaluation.languages();
        out.println();
        out.println("Language of single words, mixed and romanised messages: " + language);
        report.add(languages, language, evaluation.misses());
    }

    private static void later(DetailsEvaluation evaluation, PrintStream out) {
        out.println();
        out.println("| lines | details found | nothing found where nothing is | seen though not there |");
        out.println("|---|---|---|---|");
        for (String file : DetailsEvaluation.LATER) {
            for (String tag : PackFiles.tags()) {
                DetailsEvaluation.Found found = evaluation.found(tag, file);
                out.printf("| %s %s | %s | %s | %d |%n", tag, file, found.found(), found.silent(), found.more());
            }
        }
    }

    /** The packs' own test sets, by tag; packs without one are left out. */
    static Map<String, List<LabelledMessage>> ownSets() {
        Map<String, List<LabelledMessage>> sets = new LinkedHashMap<>();
        for (String tag : PackFiles.tags()) {
            PackFiles.lines(tag + "/test.jsonl").ifPresent(lines -> sets.put(tag, LabelledMessage.read(lines, tag)));
        }
        return sets;
    }

    /** Short, misspelt and slangy messages in the style of real customers, by tag. */
    private static Map<String, List<LabelledMessage>> customers() {
        Map<String, List<LabelledMessage>> sets = new LinkedHashMap<>();
        for (String tag : PackFiles.tags()) {
            PackFiles.lines(tag + "/test-customers.jsonl")
                    .ifPresent(lines -> sets.put(tag + " customers", LabelledMessage.read(lines, tag)));
            for (String set : List.of("first", "second")) {
                PackFiles.lines(tag + "/real-style/" + set + ".jsonl")
                        .ifPresent(lines -> sets.put(tag + " real style, " + set, LabelledMessage.read(lines, tag)));
            }
        }
        return sets;
    }
}
