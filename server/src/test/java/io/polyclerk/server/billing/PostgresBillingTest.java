package io.polyclerk.server.billing;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.TestPostgres;

class PostgresBillingTest extends BillingContract {

    @Override
    Database open() {
        return TestPostgres.newDatabase().open();
    }
}
