package io.polyclerk.server.persistence;

class PostgresPromisesTest extends PromisesContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
