package io.polyclerk.server.metrics;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.TestPostgres;

class PostgresServiceMetricsTest extends ServiceMetricsContract {

    @Override
    Database open() {
        return TestPostgres.newDatabase().open();
    }
}
