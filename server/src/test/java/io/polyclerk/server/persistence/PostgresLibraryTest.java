package io.polyclerk.server.persistence;

class PostgresLibraryTest extends LibraryContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
