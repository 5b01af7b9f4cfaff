package io.polyclerk.ai.side;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * A Java process with a heap and a time limit of its own. It is started by the first question, ended when it was idle for long, takes
 * too long or dies, and started anew by the next question. Questions are answered one at a time. It gets nothing of the server's
 * environment but the search path, so no secret is in its reach. Thread-safe.
 */
public final class SideProcess implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(SideProcess.class.getName());

    /** A process that is killed is gone at once, unless the machine is very busy. */
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private final String name;
    private final Limits limits;
    private final Program program;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ScheduledExecutorService timer;
    private @Nullable Running running;
    private @Nullable ScheduledFuture<?> idle;

    /**
     * @param heapMegabytes most that its heap may take
     * @param answer longest time from question to answer, waiting for one's turn included
     * @param idle time without a question after which it ends
     */
    public record Limits(int heapMegabytes, Duration answer, Duration idle) {}

    /**
     * What is run.
     *
     * @param classPath jars, folders or {@code folder/*}
     * @param arguments handed to its main method
     * @param traces what it leaves
     */
    public record Program(List<String> classPath, Class<?> main, List<String> arguments, Traces traces) {
        public Program {
            classPath = List.copyOf(classPath);
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Where a process leaves what is not its answers.
     *
     * @param log for its words of trouble; overwritten at every start
     * @param temporary for files that it needs while it runs, as libraries do that unpack themselves; nobody else's, and emptied before each
     *     start and after each end
     */
    public record Traces(Path log, Path temporary) {}

    private record Running(Process process, DataOutputStream questions, DataInputStream answers) {}

    public SideProcess(String name, Program program, Limits limits) {
        this.name = name;
        this.program = program;
        this.limits = limits;
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("polyclerk-" + name).daemon(true).factory());
        one.setRemoveOnCancelPolicy(true);
        timer = one;
    }

    /** Asks and waits for the answer. @throws SideException when there is none */
    public Message ask(Message question) {
        long deadline = System.nanoTime() + limits.answer().toNanos();
        if (!takeTurn(deadline)) {
            throw new SideException(SideException.Kind.TOO_SLOW, name + " is busy");
        }
        try {
            return ask(question, deadline);
        } finally {
            turn.unlock();
        }
    }

    private boolean takeTurn(long deadline) {
        try {
            return turn.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Message ask(Message question, long deadline) {
        if (idle != null) {
            idle.cancel(false);
        }
        Running current = alive();
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> limit = timer.schedule(
                () -> {
                    late.set(true);
                    current.process().destroyForcibly();
                },
                deadline - System.nanoTime(),
                TimeUnit.NANOSECONDS);
        try {
            question.write(current.questions());
            Message answer = Message.read(current.answers());
            if (answer.head().has(SideLoop.FAILURE)) {
                throw new SideException(
                        SideException.Kind.FAILED,
                        name + " failed: " + answer.head().get(SideLoop.FAILURE).asText());
            }
            return answer;
        } catch (IOException gone) {
            end();
            throw late.get()
                    ? new SideException(SideException.Kind.TOO_SLOW, name + " took longer than " + limits.answer())
                    : new SideException(SideException.Kind.DIED, name + " ended: " + reason(gone));
        } finally {
            limit.cancel(false);
            idle = timer.schedule(this::endWhenIdle, limits.idle().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static String reason(IOException gone) {
        return gone instanceof InterruptedIOException
                ? "interrupted"
                : gone.getClass().getSimpleName();
    }

    private Running alive() {
        Running current = running;
        if (current != null && current.process().isAlive()) {
            return current;
        }
        Running started = start();
        running = started;
        return started;
    }

    private Running start() {
        empty();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + limits.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + program.traces().temporary(),
                "-cp",
                String.join(java.io.File.pathSeparator, program.classPath()),
                program.main().getName()));
        command.addAll(program.arguments());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(program.traces().log().toFile());
        builder.environment().keySet().removeIf(variable -> !variable.equals("PATH"));
        builder.environment().put("TMPDIR", program.traces().temporary().toString());
        try {
            Process process = builder.start();
            return new Running(
                    process,
                    new DataOutputStream(new BufferedOutputStream(process.getOutputStream())),
                    new DataInputStream(new BufferedInputStream(process.getInputStream())));
        } catch (IOException impossible) {
            throw new SideException(SideException.Kind.NOT_STARTED, name + " cannot be started");
        }
    }

    /** Whether a process runs at the moment. */
    public boolean isRunning() {
        Running current = running;
        return current != null && current.process().isAlive();
    }

    private void endWhenIdle() {
        if (turn.tryLock()) {
            try {
                end();
            } finally {
                turn.unlock();
            }
        }
    }

    private void end() {
        Running current = running;
        running = null;
        if (current != null) {
            current.process().destroyForcibly();
            try {
                if (current.process().waitFor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                    empty();
                }
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Also what a process has left whose server was killed. */
    private void empty() {
        Path folder = program.traces().temporary();
        try {
            IOUtils.rm(folder);
            Files.createDirectories(folder);
        } catch (IOException stillHeld) {
            LOGGER.log(System.Logger.Level.DEBUG, "what lies in " + folder + " goes next time", stillHeld);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        end();
    }
}
