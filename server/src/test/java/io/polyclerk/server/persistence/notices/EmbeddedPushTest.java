package io.polyclerk.server.persistence.notices;

import io.polyclerk.server.persistence.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPushTest extends PushContract {

    @TempDir
    private Path folder;

    @Override
    Database open() {
        return Database.embedded(folder.resolve("database"), false);
    }
}
