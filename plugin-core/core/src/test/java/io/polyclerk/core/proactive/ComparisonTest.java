package io.polyclerk.core.proactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.polyclerk.core.proactive.Comparison.Gap;
import io.polyclerk.core.proactive.Comparison.Group;
import io.polyclerk.core.proactive.Comparison.Recovered;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What reminders bring, with how sure one can be. */
class ComparisonTest {

    @Test
    void theIntervalIsThatOfTheLiterature() {
        // Newcombe 1998, table II: 56/70 against 48/80, method 10: 0.0524 to 0.3339.
        Gap gap = Comparison.gap(new Group(70, 56), new Group(80, 48));
        assertThat(gap).isNotNull();
        assertThat(gap.value()).isCloseTo(0.2, within(1e-9));
        assertThat(gap.low()).isCloseTo(0.0524, within(5e-5));
        assertThat(gap.high()).isCloseTo(0.3339, within(5e-5));
    }

    @Test
    void whereAGroupIsEmptyNothingIsSaid() {
        assertThat(Comparison.gap(new Group(10, 5), new Group(0, 0))).isNull();
        assertThat(Comparison.recovered(List.of(BigDecimal.TEN, BigDecimal.ONE), List.of(BigDecimal.TEN), 2))
                .isNull();
    }

    @Test
    void remindersThatChangeNothingAreSaidToChangeNothing() {
        Random random = new Random(7);
        int holds = 0;
        for (int month = 0; month < 400; month++) {
            Group told = group(random, 180, 0.3);
            Group spared = group(random, 20, 0.3);
            Gap gap = Comparison.gap(told, spared);
            assertThat(gap).isNotNull();
            holds += gap.low() <= 0 && gap.high() >= 0 ? 1 : 0;
        }
        // 95 %, give or take three standard deviations of 400 draws; small groups err on the careful side.
        assertThat(holds).isBetween(367, 400);
    }

    private static Group group(Random random, int orders, double share) {
        int paid = 0;
        for (int i = 0; i < orders; i++) {
            paid += random.nextDouble() < share ? 1 : 0;
        }
        return new Group(orders, paid);
    }

    @Test
    void recoveredMoneyIsTheDifferenceOfTheMeansForAllWhoWereTold() {
        List<BigDecimal> told = amounts("100", "100", "0", "0");
        List<BigDecimal> spared = amounts("100", "0", "0", "0");
        Recovered recovered = Comparison.recovered(told, spared, 2);
        assertThat(recovered).isNotNull();
        assertThat(recovered.value()).isEqualByComparingTo("100.00");
        assertThat(recovered.low()).isNegative();
        assertThat(recovered.high()).isGreaterThan(recovered.value());
    }

    private static List<BigDecimal> amounts(String... amounts) {
        return Stream.of(amounts).map(BigDecimal::new).toList();
    }
}
