package io.polyclerk.server.persistence;

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
