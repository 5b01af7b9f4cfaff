package io.polyclerk.server.persistence.proactive;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.TestPostgres;
import org.junit.jupiter.api.Test;

class PostgresProactiveTest extends ProactiveContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }

    @Test
    void twoNodesSayItOnce() throws Exception {
        twoNodesAtOnceSayItOnce();
    }
}
