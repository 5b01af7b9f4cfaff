package io.polyclerk.server.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.HandClock;
import io.polyclerk.server.persistence.BillingAccounts;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Invoices;
import io.polyclerk.server.persistence.UsageLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillingUpkeepTest {

    private final HandClock clock = new HandClock(Instant.parse("2026-11-10T10:00:00Z"));
    private final AtomicInteger settled = new AtomicInteger();

    @Test
    void aDatabaseThatIsGoneForARoundEndsNoRounds(@TempDir Path folder) {
        Database database = Database.embedded(folder.resolve("one"), false);
        BillingAccounts accounts = new BillingAccounts(database);
        UsageLog usage = new UsageLog(database);
        BillingDesk desk = new BillingDesk(
                PriceList.of(null), accounts, new Invoices(database), usage, new UsageMeter(usage), clock);
        try (BillingUpkeep upkeep = new BillingUpkeep(desk, accounts, settled::incrementAndGet)) {
            database.close();
            upkeep.work();
        }
        assertThat(settled).hasValue(1);
    }
}
