package io.polyclerk.server.exchange;

import io.polyclerk.server.persistence.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedExchangeTest extends ExchangeContract {

    @TempDir
    private Path databases;

    @Override
    Database open(String name) {
        return Database.embedded(databases.resolve(name), false);
    }
}
