package io.polyclerk.ai.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs a main class in a JVM of its own: bounded heap, no environment, no network, killed when its time is up. Whatever happens in it,
 * this process goes on. Thread-safe.
 */
public final class ChildJvm {

    private static final int LONGEST_LINE = 1_000;
    private static final int MOST_LINES = 10_000;

    private final String classPath;
    private final int heapMegabytes;
    private final Duration limit;

    /**
     * @param classPath with {@code *} for all jars of a folder
     * @param limit after which the process is killed
     */
    public ChildJvm(String classPath, int heapMegabytes, Duration limit) {
        this.classPath = classPath;
        this.heapMegabytes = heapMegabytes;
        this.limit = limit;
    }

    /** How it ended. @param status exit code; meaningless when it was killed @param killed whether its time was up */
    public record Ended(int status, boolean killed) {}

    /**
     * Runs it to its end.
     *
     * @param folder that it works in
     * @param lines gets each line that it prints, while it runs
     * @throws IOException when the process cannot be started
     * @throws InterruptedException when the waiting thread is to stop; the process is killed
     */
    public Ended run(Path folder, String mainClass, List<String> arguments, Consumer<String> lines)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(folder, mainClass, arguments)).directory(folder.toFile());
        builder.environment().clear();
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        Thread listener = Thread.ofVirtual().name("polyclerk-child-lines").start(() -> listen(process, lines));
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                listener.join(Duration.ofSeconds(2));
            }
            return new Ended(ended ? process.exitValue() : -1, !ended);
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> command(Path folder, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxMetaspaceSize=160m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                // Nothing listens there: what a hostile file points to is not fetched.
                "-DsocksProxyHost=127.0.0.1",
                "-DsocksProxyPort=9",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                classPath,
                mainClass));
        command.addAll(arguments);
        return command;
    }

    private static void listen(Process process, Consumer<String> lines) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int count = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (++count <= MOST_LINES && line.length() <= LONGEST_LINE) {
                    lines.accept(line);
                }
            }
        } catch (IOException killed) {
            // The process is gone; there is nothing more to hear.
        }
    }
}
