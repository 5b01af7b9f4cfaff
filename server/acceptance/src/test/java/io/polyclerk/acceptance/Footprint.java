package io.polyclerk.acceptance;

import io.polyclerk.load.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a server and the processes that it starts hold at most, looked at ten times a second. */
final class Footprint implements AutoCloseable {

    private final RunningServer server;
    private final long before;
    private final Thread watch;
    private volatile long largest;
    private volatile long largestChild;

    Footprint(RunningServer server) throws IOException {
        this.server = server;
        this.before = server.residentBytes();
        this.watch = Thread.ofPlatform().daemon(true).start(this::look);
    }

    private void look() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                largest = Math.max(largest, server.residentBytes());
                server.children().forEach(child -> largestChild = Math.max(largestChild, peakOf(child)));
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** In bytes, since the process began. */
    private static long peakOf(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }

    /** By how many bytes the server has grown. */
    long growth() {
        return largest - before;
    }

    long largestChild() {
        return largestChild;
    }

    @Override
    public void close() throws InterruptedException {
        watch.interrupt();
        watch.join();
    }
}
