package io.polyclerk.server.metrics;

import io.polyclerk.server.persistence.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedContactTableTest extends ContactTableContract {

    @TempDir
    private Path databases;

    @Override
    Database open() {
        return Database.embedded(databases.resolve("one"), false);
    }
}
