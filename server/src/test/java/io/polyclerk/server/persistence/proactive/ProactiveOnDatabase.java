package io.polyclerk.server.persistence.proactive;

import io.polyclerk.server.persistence.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A shop that writes first, on a database that is emptied before each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProactiveOnDatabase {

    Database database;
    ProactiveBench bench;

    /** An empty database, or the same one once more. */
    abstract Database open() throws Exception;

    @BeforeEach
    void openShop() throws Exception {
        // One for all tests, as opening takes longer than most of them.
        if (database == null) {
            database = open();
        }
        ProactiveBench.empty(database);
        bench = new ProactiveBench(database);
    }

    @AfterAll
    void close() {
        database.close();
    }
}
