package io.polyclerk.server.persistence;

class PostgresLawTest extends LawContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
