package io.polyclerk.server.persistence.notices;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.TestPostgres;

class PostgresPushTest extends PushContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
