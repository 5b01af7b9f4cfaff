package io.polyclerk.server.persistence;

import io.polyclerk.server.persistence.Database.Work;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs units of work that wait at the same moment in one transaction, so that many share the cost of one durable commit. A unit that
 * fails does not take the others with it: the group is rolled back and its units are run one by one.
 */
final class GroupCommit implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(GroupCommit.class.getName());
    private static final int LARGEST_GROUP = 512;

    private final Database database;
    private final LinkedBlockingQueue<Unit<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** A unit of work and what its caller waits for. */
    private record Unit<T>(Work<T> work, CompletableFuture<T> outcome) {

        @Nullable
        Runnable run(Session session) throws SQLException {
            T result = work.run(session);
            return () -> outcome.complete(result);
        }
    }

    GroupCommit(Database database) {
        this.database = database;
        this.thread = Thread.ofPlatform().name("committer").daemon().start(this::run);
    }

    <T> T write(Work<T> work) {
        if (closed) {
            throw new IllegalStateException("the database is closed");
        }
        Unit<T> unit = new Unit<>(work, new CompletableFuture<>());
        waiting.add(unit);
        try {
            return unit.outcome.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof SQLException refused) {
                throw new DatabaseException(refused);
            }
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private void run() {
        List<Unit<?>> group = new ArrayList<>();
        Session session = null;
        while (!closed || !waiting.isEmpty()) {
            try {
                group.add(waiting.take());
                waiting.drainTo(group, LARGEST_GROUP - 1);
                session = session == null ? database.begin() : session;
                commit(session, group);
            } catch (InterruptedException closing) {
                continue;
            } catch (SQLException connectionLost) {
                LOGGER.log(System.Logger.Level.WARNING, "the database connection is gone", connectionLost);
                refuse(group, connectionLost);
                close(session);
                session = null;
            } catch (RuntimeException | Error unforeseen) {
                // This thread is the only one that writes: whatever happens to one group, the next must not wait for
                // ever.
                LOGGER.log(System.Logger.Level.ERROR, "a group could not be committed", unforeseen);
                refuse(group, new SQLException("the commit did not come to its end", unforeseen));
                close(session);
                session = null;
            } finally {
                group.clear();
            }
        }
        close(session);
    }

    private void commit(Session session, List<Unit<?>> group) throws SQLException {
        List<Runnable> answers = new ArrayList<>(group.size());
        try {
            for (Unit<?> unit : group) {
                answers.add(unit.run(session));
            }
            database.commit(session);
        } catch (SQLException | RuntimeException oneFailed) {
            session.connection().rollback();
            if (group.size() == 1) {
                group.get(0).outcome.completeExceptionally(oneFailed);
                return;
            }
            for (Unit<?> unit : group) {
                commit(session, List.of(unit));
            }
            return;
        }
        answers.forEach(Runnable::run);
    }

    /** Tells those who still wait; an outcome that is known stays as it is. */
    private static void refuse(List<Unit<?>> group, SQLException failure) {
        group.forEach(unit -> unit.outcome.completeExceptionally(failure));
    }

    private static void close(@Nullable Session session) {
        if (session == null) {
            return;
        }
        try {
            session.close();
        } catch (SQLException goneAnyway) {
            LOGGER.log(System.Logger.Level.DEBUG, "a connection could not be closed", goneAnyway);
        }
    }

    /** Finishes what waits. */
    @Override
    public void close() {
        closed = true;
        // Wakes the thread when nothing waits; a group that is being committed is finished first.
        waiting.add(new Unit<>(session -> true, new CompletableFuture<>()));
        try {
            thread.join(10_000);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
