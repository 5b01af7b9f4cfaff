package io.polyclerk.server.persistence;

class PostgresStoresTest extends StoresContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
