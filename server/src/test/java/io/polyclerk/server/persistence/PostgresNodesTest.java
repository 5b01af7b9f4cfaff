package io.polyclerk.server.persistence;

import org.junit.jupiter.api.Test;

class PostgresNodesTest extends NodesContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }

    @Test
    void noConversationIsTakenTwice() throws Exception {
        manyThatLookAtOnceEachTakeSomethingElse();
    }
}
