package io.polyclerk.server.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.load.bills.BillCount;
import io.polyclerk.server.api.billing.ToldBills;
import io.polyclerk.server.persistence.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shoppers of many shops, delivered up to three times and once more later, stored twice, under a clock that is set to and fro by days, over ends of
 * months and changes of summer time; the process that serves them and counts is killed with SIGKILL again and again. Then all bills are compared with a count that
 * shares nothing with them and knows what the API tells everybody.
 *
 * <p>A small run in every build; a hundred thousand turns with {@code -Dbilling.market="40 960 140 25"}: shops, shoppers, rounds, kills.
 */
class ManyTurnsBillTest {

    private static final String[] PLAN =
            System.getProperty("billing.market", "7 21 70 2").split(" ");
    private static final int KILLS = Integer.parseInt(PLAN[3]);
    private static final BilledMarket MARKET = new BilledMarket(
            Integer.parseInt(PLAN[0]),
            Integer.parseInt(PLAN[1]),
            Integer.parseInt(PLAN[2]),
            Long.getLong("billing.seed", 20261126));

    private final Random random = new Random(MARKET.seed());

    @TempDir
    private Path folder;

    @Test
    void theBillsAreWhatAnIndependentCountSaysToTheCentHoweverOftenTheServerIsKilled() throws Exception {
        Instant begun = Instant.now();
        for (int kill = 1; kill <= KILLS; kill++) {
            assertThat(worksUntil(MARKET.rounds() * kill / (KILLS + 1)))
                    .as("was killed")
                    .isNotZero();
        }
        assertThat(worksUntil(Integer.MAX_VALUE)).as("was through").isZero();
        SlowClock clock = new SlowClock(MARKET.trueTime(MARKET.rounds() - 1).plus(Duration.ofHours(1)));
        try (Database database = Database.embedded(folder.resolve("database"), false)) {
            BillingDesk desk = BilledDay.desk(database, clock);
            // A wrong clock may have left months open that are over now.
            while (!desk.closeEnded().isEmpty()) {
                continue;
            }
            new ToldBills(database, desk, clock).write(folder.resolve("told"), MARKET.shops());
        }
        BillCount.Report report = BillCount.of(folder.resolve("told"));

        System.out.println(report + " in " + Duration.between(begun, Instant.now()) + " with " + KILLS + " kills");
        assertThat(report.wrong()).isEmpty();
        assertThat(report.turns()).isEqualTo(MARKET.turns());
        assertThat(report.merchants()).isEqualTo(MARKET.shops());
        assertThat(report.bills()).isGreaterThan(4 * MARKET.shops());
        assertThat(report.units()).isGreaterThan(MARKET.turns() / 4);
        assertThat(report.late()).isPositive();
        assertThat(report.sums().values()).hasSize(3).allMatch(sum -> sum.signum() > 0);
    }

    /** Kills the process somewhere in a round. @return its exit code; zero when it was through before */
    private int worksUntil(int round) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BilledDay.class.getName(),
                        folder.toString(),
                        PLAN[0],
                        PLAN[1],
                        PLAN[2],
                        "" + MARKET.seed()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("round " + round)) {
                    killSoon(process);
                }
            }
        } catch (IOException killed) {
            assertThat(round).isLessThan(MARKET.rounds());
        }
        return process.waitFor();
    }

    private void killSoon(Process process) {
        // By its handle: the process's own method would close what it has already said too.
        ProcessHandle handle = process.toHandle();
        CompletableFuture.delayedExecutor(random.nextInt(60), TimeUnit.MILLISECONDS)
                .execute(handle::destroyForcibly);
    }
}
