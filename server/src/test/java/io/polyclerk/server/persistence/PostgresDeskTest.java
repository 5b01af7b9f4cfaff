package io.polyclerk.server.persistence;

class PostgresDeskTest extends DeskContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
