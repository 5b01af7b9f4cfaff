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

    /** Sets of a pack beside its own test set, by file and by what is written after the language's tag. */
    private static final Map<String, String> BESIDE = besides();

    private EvaluateCommand() {}

    private static Map<String, String> besides() {
        Map<String, String> sets = new LinkedHashMap<>();
        sets.put("scope-test.jsonl", " out of scope");
        sets.put("several-test.jsonl", " several wishes");
        sets.put("several-second-test.jsonl", " several wishes, second");
        sets.put("several-third-test.jsonl", " several wishes, third");
        sets.put("several-fourth-test.jsonl", " several wishes, fourth");
        sets.put("test-customers.jsonl", " customers");
        sets.put("real-style/first.jsonl", " real style, first");
        sets.put("real-style/second.jsonl", " real style, second");
        sets.put("real-style/third.jsonl", " real style, third");
        sets.put("real-style/fourth.jsonl", " real style, fourth");
        sets.put("real-style/fifth.jsonl", " real style, fifth");
        sets.put("real-style/sixth.jsonl", " real style, sixth");
        sets.put("real-style/seventh.jsonl", " real style, seventh");
        sets.put("real-style/eighth.jsonl", " real style, eighth");
        return sets;
    }

    /** Tags of the packs that are measured: all, or those that {@code -Devaluation.languages=de,ja} names. */
    private static List<String> tags() {
        List<String> wanted =
                List.of(System.getProperty("evaluation.languages", "").split("[, ]+"));
        return PackFiles.tags().stream()
                .filter(tag -> wanted.equals(List.of("")) || wanted.contains(tag))
                .toList();
    }

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
            sets.keySet().retainAll(tags());
            sets.putAll(besideSets());
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
            for (String tag : tags()) {
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

    /** What is kept beside the packs' own test sets: what is out of scope, several wishes, messages in the style of real customers. */
    private static Map<String, List<LabelledMessage>> besideSets() {
        Map<String, List<LabelledMessage>> sets = new LinkedHashMap<>();
        for (Map.Entry<String, String> beside : BESIDE.entrySet()) {
            for (String tag : tags()) {
                PackFiles.lines(tag + '/' + beside.getKey())
                        .ifPresent(lines -> sets.put(tag + beside.getValue(), LabelledMessage.read(lines, tag)));
            }
        }
        return sets;
    }
}
