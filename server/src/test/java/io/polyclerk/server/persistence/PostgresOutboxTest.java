package io.polyclerk.server.persistence;

class PostgresOutboxTest extends OutboxContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
