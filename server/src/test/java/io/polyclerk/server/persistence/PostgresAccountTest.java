package io.polyclerk.server.persistence;

class PostgresAccountTest extends AccountContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
