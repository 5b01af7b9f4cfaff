package io.polyclerk.server.persistence;

class PostgresMailTest extends MailContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
