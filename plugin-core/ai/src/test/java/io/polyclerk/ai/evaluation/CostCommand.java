package io.polyclerk.ai.evaluation;

import io.polyclerk.ai.understanding.LocalInterpreter;
import io.polyclerk.ai.understanding.PackFiles;
import io.polyclerk.core.understanding.Interpreter.Hints;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What understanding costs with all languages in use: processor time of one message (no waiting counted, so that other work on the machine
 * does not), and memory. Each way is measured in a process of its own, on the packs' own test lines.
 */
public final class CostCommand {

    private static final String SENTENCES = "with sentence models";
    private static final String WORDS = "words alone";
    private static final PrintStream OUT = System.out;
    private static final double MEGABYTE = 1 << 20;

    private CostCommand() {}

    /** @param arguments none to measure both ways; one way otherwise */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length > 0) {
            measure(String.join(" ", arguments));
            return;
        }
        OUT.println(
                "| way | messages | mean | median | 95 % | 99 % | slowest language | heap | whole process grown by |");
        OUT.println("|---|---|---|---|---|---|---|---|---|");
        for (String way : List.of(WORDS, SENTENCES)) {
            child(way);
        }
    }

    private static void child(String way) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=20",
                "-classpath",
                System.getProperty("java.class.path"),
                CostCommand.class.getName()));
        Collections.addAll(line, way.split(" "));
        ProcessBuilder process = new ProcessBuilder(line).inheritIO();
        // As the launcher starts the server.
        process.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
        process.start().waitFor();
    }

    private static void measure(String way) throws IOException {
        Map<String, List<LabelledMessage>> sets = new LinkedHashMap<>();
        for (String tag : PackFiles.tags()) {
            PackFiles.lines(tag + "/test.jsonl").ifPresent(lines -> sets.put(tag, LabelledMessage.read(lines, tag)));
        }
        double heapBefore = heap();
        double residentBefore = resident();
        LocalInterpreter interpreter = new LocalInterpreter(way.equals(SENTENCES));
        // Twice to load and to warm up; the third counts.
        read(interpreter, sets);
        read(interpreter, sets);
        Map<String, List<Long>> times = read(interpreter, sets);
        double heap = heap() - heapBefore;
        double resident = resident() - residentBefore;
        List<Long> all = times.values().stream().flatMap(List::stream).sorted().toList();
        Map.Entry<String, List<Long>> slowest = times.entrySet().stream()
                .max((one, other) -> Double.compare(mean(one.getValue()), mean(other.getValue())))
                .orElseThrow();
        OUT.printf(
                "| %s | %d | %.2f ms | %.2f ms | %.2f ms | %.2f ms | %s, %.2f ms | %.0f MB | %.0f MB |%n",
                way,
                all.size(),
                mean(all),
                share(all, 0.5),
                share(all, 0.95),
                share(all, 0.99),
                slowest.getKey(),
                mean(slowest.getValue()),
                heap,
                resident);
    }

    /** Nanoseconds of the processor for each message, by language. */
    private static Map<String, List<Long>> read(LocalInterpreter interpreter, Map<String, List<LabelledMessage>> sets) {
        Map<String, List<Long>> times = new LinkedHashMap<>();
        sets.forEach((tag, messages) -> {
            List<Long> ofLanguage = new ArrayList<>();
            for (LabelledMessage message : messages) {
                long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                interpreter.interpret(message.text(), new Hints("", Set.of(), tag, false, null));
                ofLanguage.add(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin);
            }
            times.put(tag, ofLanguage);
        });
        return times;
    }

    /** In milliseconds. */
    private static double mean(List<Long> times) {
        return times.stream().mapToLong(Long::longValue).average().orElse(0) / 1e6;
    }

    /** In milliseconds. */
    private static double share(List<Long> sorted, double share) {
        return sorted.get((int) ((sorted.size() - 1) * share)) / 1e6;
    }

    /** In megabytes, when everything that nobody needs is gone. */
    private static double heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
    }

    /** What this process has in memory, in megabytes; 0 where the system does not tell. */
    private static double resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
