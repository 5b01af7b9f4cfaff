package io.polyclerk.server.persistence;

class PostgresLessonTest extends LessonContract {

    private static final TestPostgres POSTGRES = TestPostgres.newDatabase();

    @Override
    Database open() {
        return POSTGRES.open();
    }
}
