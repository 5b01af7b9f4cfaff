package io.polyclerk.server.persistence.proactive;

import io.polyclerk.server.persistence.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedProactiveLawTest extends ProactiveLawContract {

    @TempDir
    private static Path folder;

    @Override
    Database open() {
        return Database.embedded(folder.resolve("database"), false);
    }
}
