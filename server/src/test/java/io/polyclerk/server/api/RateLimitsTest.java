package io.polyclerk.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final int REMEMBERED = 10_000;

    private final AtomicLong nanos = new AtomicLong();
    private final RateLimits limits = new RateLimits(3, new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void eachHasAnAllowanceOfTheirOwn() {
        use("ann");
        assertThat(limits.allows("ann")).isFalse();
        assertThat(limits.allows("ben")).isTrue();
    }

    @Test
    void theAllowanceComesBackEvenlyWithinAMinuteAndDoesNotPileUp() {
        use("ann");
        pass(Duration.ofMillis(19_999));
        assertThat(limits.allows("ann")).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(limits.allows("ann")).as("a third of a minute later").isTrue();
        assertThat(limits.allows("ann")).isFalse();
        pass(Duration.ofHours(1));
        use("ann");
        assertThat(limits.allows("ann")).isFalse();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void thoseWhoComeAreRememberedLongerThanThoseWhoDoNot() {
        use("ann");
        use("ben");
        IntStream.range(0, REMEMBERED - 2).forEach(i -> limits.allows("other " + i));
        assertThat(limits.allows("ann")).as("as many as are remembered").isFalse();
        limits.allows("one more");
        assertThat(limits.allows("ann")).as("was here just now").isFalse();
        assertThat(limits.allows("ben")).as("was the first to be forgotten").isTrue();
    }

    private void use(String key) {
        IntStream.range(0, 3).forEach(i -> assertThat(limits.allows(key)).isTrue());
    }
}
