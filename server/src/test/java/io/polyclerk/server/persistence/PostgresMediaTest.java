package io.polyclerk.server.persistence;

class PostgresMediaTest extends MediaContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
