package io.polyclerk.server.persistence;

import java.sql.SQLException;

/** The database did not do what was asked; nothing of the unit of work was stored. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(SQLException cause) {
        super("the database refused: " + cause.getSQLState(), cause);
    }
}
