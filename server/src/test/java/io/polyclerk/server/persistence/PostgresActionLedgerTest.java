package io.polyclerk.server.persistence;

class PostgresActionLedgerTest extends ActionLedgerContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
