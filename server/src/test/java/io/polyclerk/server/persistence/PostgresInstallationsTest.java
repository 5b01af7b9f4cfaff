package io.polyclerk.server.persistence;

class PostgresInstallationsTest extends InstallationsContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
