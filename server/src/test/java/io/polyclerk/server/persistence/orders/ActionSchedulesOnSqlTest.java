package io.polyclerk.server.persistence.orders;

import io.polyclerk.core.fake.ActionSchedule;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.delivery.Stores;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some of the random courses of events on the ledger that is shipped; the other thousand run in memory beside the bot. */
class ActionSchedulesOnSqlTest {

    private static final int SCHEDULES = 60;
    private static final int FIRST_NUMBER = 5001;

    @TempDir
    private Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.embedded(folder.resolve("database"), false);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void moneyGoesBackAtMostOnceAndEveryClaimIsTrue() {
        Stores stores = Stores.on(database);
        Random seeds = new Random(20_261_126);
        for (int i = 0; i < SCHEDULES; i++) {
            new ActionSchedule(
                            seeds.nextLong(),
                            String.valueOf(FIRST_NUMBER + i),
                            stores.inbox(),
                            stores.turns(),
                            stores.ledger())
                    .run();
        }
    }
}
