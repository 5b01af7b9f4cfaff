package io.polyclerk.server.metrics;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.TestPostgres;

class PostgresContactTableTest extends ContactTableContract {

    @Override
    Database open() {
        return TestPostgres.newDatabase().open();
    }
}
