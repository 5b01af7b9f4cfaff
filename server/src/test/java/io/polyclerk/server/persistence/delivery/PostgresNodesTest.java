package io.polyclerk.server.persistence.delivery;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.TestPostgres;
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
