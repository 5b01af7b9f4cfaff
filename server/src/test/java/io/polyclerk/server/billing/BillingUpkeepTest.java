package io.polyclerk.server.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.HandClock;
import io.polyclerk.core.rollout.Mode;
import io.polyclerk.core.rollout.Rollout;
import io.polyclerk.core.rollout.Rollouts;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.server.billing.BillingDesk.Choice;
import io.polyclerk.server.billing.BillingDesk.RefusedChoice;
import io.polyclerk.server.billing.BillingDesk.Stop;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.billing.BillingAccounts;
import io.polyclerk.server.persistence.billing.Invoices;
import io.polyclerk.server.persistence.billing.UsageLog;
import io.polyclerk.server.persistence.delivery.Stores;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillingUpkeepTest {

    private static final String SHOP = "fern";
    private static final int ANSWERS_OF_THE_FREE_PLAN = 50;
    private static final Rollout USUAL = new Rollout(Mode.AUTOMATIC, Map.of(Intent.CANCEL_ORDER, Mode.SUGGEST), false);

    private final HandClock clock = new HandClock(Instant.parse("2026-11-10T10:00:00Z"));
    private final AtomicInteger settled = new AtomicInteger();

    @TempDir
    private Path folder;

    private Database database;
    private BillingAccounts accounts;
    private Invoices invoices;
    private BillingDesk desk;
    private BillingUpkeep upkeep;

    @BeforeEach
    void open() {
        database = Database.embedded(folder.resolve("one"), false);
        accounts = new BillingAccounts(database);
        invoices = new Invoices(database);
        UsageLog usage = new UsageLog(database);
        desk = new BillingDesk(PriceList.of(null), accounts, invoices, usage, new UsageMeter(usage), clock);
        upkeep = new BillingUpkeep(desk, accounts, settled::incrementAndGet);
    }

    @AfterEach
    void close() {
        upkeep.close();
        database.close();
    }

    private void choose(String plan) throws RefusedChoice {
        assertThat(desk.choose(SHOP, new Choice(plan, null, null, null, null), "ann"))
                .isPresent();
    }

    @Test
    void theBotOfAUsedUpPlanFetchesHumansUntilThereIsAnotherPlan() throws Exception {
        Rollouts rollouts = upkeep.within(merchant -> USUAL);
        choose("free");
        upkeep.work();
        assertThat(upkeep.stop(SHOP)).isEmpty();
        assertThat(rollouts.of(SHOP)).isEqualTo(USUAL);

        TalkingShoppers shoppers = new TalkingShoppers(Stores.on(database), SHOP, clock, new AtomicInteger());
        for (int i = 0; i < ANSWERS_OF_THE_FREE_PLAN; i++) {
            shoppers.turn("c" + i, Intent.TRACK_ORDER);
        }
        upkeep.work();
        assertThat(upkeep.stop(SHOP)).contains(Stop.LIMIT);
        assertThat(rollouts.of(SHOP))
                .as("whether it writes suggestions for people stays as it is")
                .isEqualTo(new Rollout(Mode.OFF, Map.of(), false));
        assertThat(rollouts.of("moss")).as("another merchant's").isEqualTo(USUAL);

        choose("own");
        upkeep.look(accounts.account(SHOP).orElseThrow());
        assertThat(upkeep.stop(SHOP)).isEmpty();
        assertThat(rollouts.of(SHOP)).isEqualTo(USUAL);
    }

    @Test
    void aRoundClosesTheMonthThatHasEnded() throws Exception {
        choose("solved");
        upkeep.work();
        assertThat(invoices.invoices(SHOP)).isEmpty();

        clock.put(Instant.parse("2026-12-05T10:00:00Z"));
        upkeep.work();
        upkeep.work();
        assertThat(invoices.invoices(SHOP)).hasSize(1);
        assertThat(settled).as("in each round invoices are settled").hasValue(3);
    }

    @Test
    void aDatabaseThatIsGoneForARoundEndsNoRounds() {
        database.close();
        upkeep.work();
        assertThat(settled).hasValue(1);
    }
}
