package io.polyclerk.server.billing;

import io.polyclerk.server.persistence.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBillingTest extends BillingContract {

    @TempDir
    private Path databases;

    @Override
    Database open() {
        return Database.embedded(databases.resolve("one"), false);
    }
}
