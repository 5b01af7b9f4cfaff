package io.polyclerk.core.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.billing.BillLine.Kind;
import io.polyclerk.spi.store.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a bill says. */
class BillingTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    private static final BillingPeriod NOVEMBER = BillingPeriod.at(BEGIN, ZoneOffset.UTC);
    private static final Plan FREE = new Plan("free", USD, BigDecimal.ZERO, 0, 50, Map.of());
    private static final Plan STEPS = new Plan(
            "steps",
            USD,
            new BigDecimal("19.00"),
            14,
            null,
            Map.of(
                    Meter.CONVERSATION,
                    List.of(
                            new Step(10, BigDecimal.ZERO),
                            new Step(20, new BigDecimal("0.12")),
                            new Step(null, new BigDecimal("0.07")))));
    private static final Plan SOLVED = new Plan(
            "solved",
            USD,
            BigDecimal.ZERO,
            0,
            null,
            Map.of(Meter.SOLVED, List.of(new Step(null, new BigDecimal("0.55")))));

    @Test
    void aMonthOfNothingCostsTheBase() {
        Bill bill = bill(terms(STEPS, BEGIN), List.of());
        assertThat(bill.total()).isEqualTo(Money.of("19.00", "USD"));
        assertThat(bill.lines()).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo(Kind.BASE);
            assertThat(line.quantity()).isEqualTo(30);
        });
    }

    @Test
    void eachUnitCostsWhatItsPlaceInTheMonthAsksFor() {
        Bill bill = bill(terms(STEPS, BEGIN), conversations(25, BEGIN.plusSeconds(60)));
        // 10 × 0.00 + 10 × 0.12 + 5 × 0.07
        assertThat(bill.usage()).isEqualTo(Money.of("1.55", "USD"));
        assertThat(bill.total()).isEqualTo(Money.of("20.55", "USD"));
        assertThat(bill.lines().stream().filter(line -> line.kind() == Kind.USAGE))
                .hasSize(3);
    }

    @Test
    void aLineListsTheConversationsThatItIsMadeOf() {
        Bill bill = bill(terms(STEPS, BEGIN), conversations(11, BEGIN.plusSeconds(60)));
        BillLine dear = bill.lines().get(2);
        assertThat(dear.amount()).isEqualByComparingTo("0.12");
        assertThat(dear.units()).extracting(UsageUnit::conversation).containsExactly("c11");
    }

    @Test
    void aDayBelongsToThePlanWithWhichItEnds() {
        List<Terms> terms = List.of(
                new Terms(BEGIN, FREE, null, null),
                new Terms(BEGIN.plus(Duration.ofDays(9)).plusSeconds(7), STEPS, null, null));
        Bill bill = bill(terms, List.of());
        // The 10th to the 30th: 21 of 30 days.
        assertThat(bill.total()).isEqualTo(Money.of("13.30", "USD"));
    }

    @Test
    void changingPlansToAndFroWinsNoFreeUnits() {
        List<Terms> terms = new ArrayList<>();
        List<UsageUnit> units = new ArrayList<>();
        for (int day = 0; day < 5; day++) {
            terms.add(new Terms(BEGIN.plus(Duration.ofDays(day)), day % 2 == 0 ? STEPS : FREE, null, null));
            units.addAll(conversations(4, BEGIN.plus(Duration.ofDays(day)).plusSeconds(60)));
        }
        // Days 1, 3 and 5 are on the steps: units 1–4, 9–12 and 17–20, of which 11, 12 and 17–20 cost 0.12.
        assertThat(bill(terms, units).usage()).isEqualTo(Money.of("0.72", "USD"));
    }

    @Test
    void nothingCostsAnythingInATrialAndNoStepIsUsedUpByIt() {
        Instant end = BEGIN.plus(Duration.ofDays(14));
        List<UsageUnit> units = new ArrayList<>(conversations(30, BEGIN.plusSeconds(60)));
        units.addAll(conversations(11, end.plusSeconds(60)));
        Bill bill = bill(List.of(new Terms(BEGIN, STEPS, null, end)), units);
        // 16 of 30 days, and the 11th unit after the trial.
        assertThat(bill.total()).isEqualTo(Money.of("10.25", "USD"));
        assertThat(bill.lines()).anySatisfy(line -> {
            assertThat(line.kind()).isEqualTo(Kind.TRIAL);
            assertThat(line.quantity()).isEqualTo(30);
        });
    }

    @Test
    void unitsBeyondTheCapCostNothingAndAreListed() {
        Bill bill = bill(
                List.of(new Terms(BEGIN, STEPS, new BigDecimal("0.30"), null)),
                conversations(15, BEGIN.plusSeconds(60)));
        assertThat(bill.usage()).isEqualTo(Money.of("0.24", "USD"));
        assertThat(bill.lines()).anySatisfy(line -> {
            assertThat(line.kind()).isEqualTo(Kind.BEYOND_CAP);
            assertThat(line.quantity()).isEqualTo(3);
            assertThat(line.amount()).isZero();
        });
    }

    @Test
    void aHigherCapDoesNotChargeForWhatWasFreeBefore() {
        List<Terms> terms = List.of(
                new Terms(BEGIN, SOLVED, new BigDecimal("0.60"), null),
                new Terms(BEGIN.plus(Duration.ofDays(3)), SOLVED, new BigDecimal("10.00"), null));
        List<UsageUnit> units = List.of(
                solved("a", BEGIN.plusSeconds(1)),
                solved("b", BEGIN.plusSeconds(2)),
                solved("c", BEGIN.plus(Duration.ofDays(4))));
        assertThat(bill(terms, units).usage()).isEqualTo(Money.of("1.10", "USD"));
    }

    @Test
    void whatIsTakenBackInTheSameMonthIsNotCharged() {
        List<UsageUnit> units = List.of(solved("a", BEGIN.plusSeconds(1)), back("a", BEGIN.plusSeconds(9), null));
        Bill bill = bill(terms(SOLVED, BEGIN), units);
        assertThat(bill.total().isZero()).isTrue();
        assertThat(bill.lines()).singleElement().extracting(BillLine::kind).isEqualTo(Kind.TAKEN_BACK);
    }

    @Test
    void whatAnEarlierBillAskedForIsGivenBackAtItsPrice() {
        Bill bill = bill(terms(SOLVED, BEGIN), List.of(back("a", BEGIN.plusSeconds(9), new BigDecimal("0.40"))));
        assertThat(bill.total().amount()).isEqualByComparingTo("-0.40");
        assertThat(bill.lines()).singleElement().extracting(BillLine::kind).isEqualTo(Kind.GIVEN_BACK);
    }

    @Test
    void monthsAreThoseOfTheMerchantsZone() {
        ZoneId shanghai = ZoneId.of("Asia/Shanghai");
        BillingPeriod period = BillingPeriod.at(Instant.parse("2026-10-31T17:00:00Z"), shanghai);
        assertThat(period.from()).isEqualTo("2026-10-31T16:00:00Z");
        assertThat(period.to()).isEqualTo("2026-11-30T16:00:00Z");
        assertThat(period.month()).hasToString("2026-11");
    }

    @Test
    void whoMovesToAnotherZoneLosesNoHour() {
        BillingPeriod here = BillingPeriod.at(BEGIN, ZoneOffset.UTC);
        BillingPeriod there = here.next(ZoneId.of("Asia/Shanghai"));
        assertThat(there.from()).isEqualTo(here.to());
        assertThat(there.to()).isEqualTo("2026-12-31T16:00:00Z");
        assertThat(there.next(ZoneOffset.UTC).to()).isEqualTo("2027-02-01T00:00:00Z");
        assertThat(there.month()).hasToString("2026-12");
    }

    @Test
    void aPlanWithoutAPriceForEveryUnitIsRefused() {
        assertThatThrownBy(() -> plan(List.of(new Step(10, BigDecimal.ONE))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan(List.of(
                        new Step(10, BigDecimal.ONE), new Step(5, BigDecimal.ONE), new Step(null, BigDecimal.ONE))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan(List.of(new Step(null, new BigDecimal("0.125")))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void theOrderInWhichUnitsAreReadChangesNothing(
            @ForAll @Size(max = 60) List<@IntRange(max = 2_000_000) Integer> seconds, @ForAll long seed) {
        List<UsageUnit> units = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i++) {
            units.add(conversation("c" + i, BEGIN.plusSeconds(seconds.get(i))));
        }
        Bill one = bill(terms(STEPS, BEGIN), units);
        Collections.shuffle(units, new Random(seed));
        assertThat(bill(terms(STEPS, BEGIN), units)).isEqualTo(one);
    }

    @Property(tries = 200)
    void theLinesAddUpToThePricesOfTheUnitsAndNeverPassTheCap(
            @ForAll @IntRange(max = 80) int count, @ForAll @IntRange(max = 400) int capInCents) {
        BigDecimal cap = BigDecimal.valueOf(capInCents, 2);
        Bill bill = bill(List.of(new Terms(BEGIN, STEPS, cap, null)), conversations(count, BEGIN.plusSeconds(60)));
        BigDecimal sum = bill.prices().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(bill.usage().amount()).isEqualByComparingTo(sum);
        assertThat(sum).isLessThanOrEqualTo(cap);
        assertThat(bill.prices()).hasSize(count);
    }

    private static void plan(List<Step> steps) {
        assertThat(new Plan("p", USD, BigDecimal.ZERO, 0, null, Map.of(Meter.ACTION, steps)))
                .isNotNull();
    }

    private static List<Terms> terms(Plan plan, Instant from) {
        return List.of(new Terms(from, plan, null, null));
    }

    private static Bill bill(List<Terms> terms, List<UsageUnit> units) {
        return Billing.bill(NOVEMBER, NOVEMBER.to(), terms, units);
    }

    private static List<UsageUnit> conversations(int count, Instant first) {
        List<UsageUnit> units = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            units.add(new UsageUnit(
                    Meter.CONVERSATION, first + "/" + String.format("%03d", i), "c" + i, "1", first.plusSeconds(i)));
        }
        return units;
    }

    private static UsageUnit conversation(String key, Instant at) {
        return new UsageUnit(Meter.CONVERSATION, key, key, "1", at);
    }

    private static UsageUnit solved(String key, Instant at) {
        return new UsageUnit(Meter.SOLVED, key, key, "1", at);
    }

    private static UsageUnit back(String key, Instant at, @Nullable BigDecimal given) {
        return new UsageUnit(Meter.SOLVED, key + "-", key, "2", at, key, given);
    }
}
