package io.polyclerk.server.persistence;

class PostgresPacksAndTemplatesTest extends PacksAndTemplatesContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
