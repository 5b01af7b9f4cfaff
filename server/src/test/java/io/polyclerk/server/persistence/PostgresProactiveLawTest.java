package io.polyclerk.server.persistence;

class PostgresProactiveLawTest extends ProactiveLawContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
