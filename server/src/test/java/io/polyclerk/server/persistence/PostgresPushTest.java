package io.polyclerk.server.persistence;

class PostgresPushTest extends PushContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
