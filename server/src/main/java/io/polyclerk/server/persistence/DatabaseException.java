package io.polyclerk.server.persistence;

import java.sql.SQLException;

/** The database did not do what was asked; nothing of the unit of work was stored. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String UNIQUE_VIOLATION = "23505";

    private final boolean violation;

    public DatabaseException(SQLException cause) {
        super("the database refused: " + cause.getSQLState(), cause);
        violation = UNIQUE_VIOLATION.equals(cause.getSQLState());
    }

    /** Whether another row was there before. */
    public boolean isViolation() {
        return violation;
    }
}
