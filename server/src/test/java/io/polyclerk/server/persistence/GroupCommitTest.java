package io.polyclerk.server.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many writers share one thread that commits for them; it outlives whatever one of them does. */
@Timeout(30)
class GroupCommitTest {

    @TempDir
    private Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.embedded(folder.resolve("database"), false);
        database.write(session -> session.update("create table told (id int primary key)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<Integer> told() {
        return database.read(session -> session.all("select id from told order by id", row -> row.getInt("id")));
    }

    @Test
    void writingGoesOnAfterAnErrorInOneUnit() {
        assertThatThrownBy(() -> database.write(session -> {
                    session.update("insert into told values (1)");
                    throw new OutOfMemoryError("as if");
                }))
                .isInstanceOf(DatabaseException.class);
        database.write(session -> session.update("insert into told values (2)"));
        assertThat(told()).containsExactly(2);
    }

    @Test
    void writingGoesOnAfterARefusedUnit() {
        database.write(session -> session.update("insert into told values (1)"));
        assertThatThrownBy(() -> database.write(session -> session.update("insert into told values (1)")))
                .isInstanceOf(DatabaseException.class);
        database.write(session -> session.update("insert into told values (2)"));
        assertThat(told()).containsExactly(1, 2);
    }
}
