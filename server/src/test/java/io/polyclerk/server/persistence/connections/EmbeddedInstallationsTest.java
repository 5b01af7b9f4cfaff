package io.polyclerk.server.persistence.connections;

import io.polyclerk.server.persistence.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedInstallationsTest extends InstallationsContract {

    @TempDir
    private Path databaseFolder;

    @Override
    Database open() {
        return Database.embedded(databaseFolder.resolve("database"), false);
    }
}
