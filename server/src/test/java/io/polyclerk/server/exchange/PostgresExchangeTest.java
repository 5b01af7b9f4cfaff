package io.polyclerk.server.exchange;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.TestPostgres;

class PostgresExchangeTest extends ExchangeContract {

    @Override
    Database open(String name) {
        return TestPostgres.newDatabase().open();
    }
}
