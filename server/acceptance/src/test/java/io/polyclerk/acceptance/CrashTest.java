package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.load.FaultRun;
import io.polyclerk.load.FaultRun.Plan;
import io.polyclerk.load.FaultRun.Report;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small version of the fault run; the large one has its own command. */
class CrashTest {

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostAndNothingIsSaidTwiceUnmarkedThroughAKill() throws Exception {
        Report report = FaultRun.run(new Plan(400, 40, 60, 1, 0.1, 3), RunningShop.PROJECT, folder);
        assertThat(report).as(report.toString()).matches(Report::isGood);
    }
}
