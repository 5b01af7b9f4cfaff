package io.polyclerk.server.persistence;

class PostgresProactiveMonthTest extends ProactiveMonthContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
