package io.polyclerk.server.api;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads that hold answers open. They are interrupted as soon as the process is told to stop: the server waits up to half a minute for open answers
 * before it stops anything else, and pages ask again by themselves. Thread-safe.
 */
public final class OpenStreams implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(OpenStreams.class.getName());

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread ending =
            Thread.ofPlatform().name("polyclerk-streams-end").unstarted(threads::shutdownNow);

    public OpenStreams() {
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /** @throws java.util.concurrent.RejectedExecutionException when the process stops */
    public void hold(Runnable answer) {
        threads.execute(answer);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException stopping) {
            LOGGER.log(System.Logger.Level.TRACE, "the hook is already at work", stopping);
        }
    }
}
