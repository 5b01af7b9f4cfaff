package io.polyclerk.server.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of the one PostgreSQL that all tests of a run share. It is a copy of one that was brought up to date once, which takes a tenth of
 * the time of doing it again. The server stops with the tests.
 */
public final class TestPostgres {

    private static final EmbeddedPostgres SERVER = started();
    private static final String UP_TO_DATE = broughtUpToDate();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;

    private TestPostgres(String name) {
        this.name = name;
    }

    /** A database without a row, up to date. */
    public static TestPostgres newDatabase() {
        String name = "test" + COUNT.incrementAndGet();
        create(name, UP_TO_DATE);
        return new TestPostgres(name);
    }

    /** Opens it, once more or for the first time. */
    public Database open() {
        return Database.server(SERVER.getJdbcUrl("postgres", name), "postgres", "postgres");
    }

    private static EmbeddedPostgres started() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void create(String name, String like) {
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + like);
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }

    private static String broughtUpToDate() {
        create("ready", "template1");
        new TestPostgres("ready").open().close();
        return "ready";
    }
}
