package io.polyclerk.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final int REMEMBERED = 10_000;

    private final RateLimits limits = new RateLimits(3);

    @Test
    void eachHasAnAllowanceOfTheirOwn() {
        use("ann");
        assertThat(limits.allows("ann")).isFalse();
        assertThat(limits.allows("ben")).isTrue();
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
