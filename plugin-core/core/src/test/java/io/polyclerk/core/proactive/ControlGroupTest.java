package io.polyclerk.core.proactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Who gets nothing, so that one can compare. */
class ControlGroupTest {

    private static boolean holds(String shopper, int percent) {
        return ControlGroup.holds("demo", Occasion.PAYMENT_REMINDER, shopper, percent);
    }

    @Property(tries = 200)
    void aLargerShareKeepsWhoWasSparedBefore(
            @ForAll String shopper, @ForAll @IntRange(max = 100) int share, @ForAll @IntRange(max = 100) int more) {
        if (holds(shopper, Math.min(share, more))) {
            assertThat(holds(shopper, Math.max(share, more))).isTrue();
        }
        assertThat(holds(shopper, 0)).isFalse();
        assertThat(holds(shopper, 100)).isTrue();
    }

    @Test
    void theShareIsWhatWasAskedFor() {
        long spared = IntStream.range(0, 20_000)
                .filter(i -> holds("shopper-" + i, 10))
                .count();
        // Three standard deviations of a binomial around 2,000.
        assertThat(spared).isBetween(1_870L, 2_130L);
    }

    @Test
    void eachShopAndEachOccasionDrawsAnew() {
        long both = IntStream.range(0, 20_000)
                .filter(i -> holds("shopper-" + i, 10)
                        && ControlGroup.holds("other", Occasion.PAYMENT_REMINDER, "shopper-" + i, 10))
                .count();
        assertThat(both).isBetween(140L, 260L);
    }
}
