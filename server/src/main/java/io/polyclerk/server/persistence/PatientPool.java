package io.polyclerk.server.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits for a database that is away, but not for one that is away while the process stops: what waits then can be done at the next start, and
 * the server would wait for whoever waits. Thread-safe.
 */
final class PatientPool {

    private final Source source;
    private final Duration patience;
    private final Clock clock;
    private volatile boolean hurried;

    /** Where connections come from. It waits a little itself. */
    @FunctionalInterface
    interface Source {
        /** @throws SQLTransientConnectionException when there is none at the moment */
        Connection connection() throws SQLException;
    }

    /** @param patience longest time that anybody waits, unless the last wait of the source goes beyond it */
    PatientPool(Source source, Duration patience, Clock clock) {
        this.source = source;
        this.patience = patience;
        this.clock = clock;
    }

    /** A connection, which the caller closes. @throws SQLException when there was none in time */
    Connection connection() throws SQLException {
        Instant end = clock.instant().plus(patience);
        while (true) {
            try {
                return source.connection();
            } catch (SQLTransientConnectionException away) {
                if (hurried || !clock.instant().isBefore(end)) {
                    throw away;
                }
            }
        }
    }

    /** From now on nobody waits longer than the source does once. */
    void hurry() {
        hurried = true;
    }
}
