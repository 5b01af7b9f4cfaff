package io.polyclerk.core.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.action.ActionLedger.Usage;
import io.polyclerk.core.action.Policy.From;
import io.polyclerk.core.action.Policy.Mode;
import io.polyclerk.core.action.Policy.Rule;
import io.polyclerk.core.action.Policy.Verdict;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.identity.Level;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a merchant's rule says, at its edges. */
class PolicyTest {

    private static final Usage UNUSED = new Usage(0, 0);
    private static final Instant PLACED = Instant.parse("2026-11-01T10:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    private final Order order = arrived();

    @ParameterizedTest
    @CsvSource({"19.99,AUTOMATIC", "20.00,AUTOMATIC", "20.0,AUTOMATIC", "20.01,ASK"})
    void aHumanLooksAtMoreThanTheLargestAmountAndNotAtTheAmountItself(BigDecimal amount, Verdict verdict) {
        Policy policy = refunds(rule().largest("20.00"));
        assertThat(policy.decide(ActionKind.REFUND, order, amount, null, UNUSED, PLACED))
                .isEqualTo(verdict);
    }

    @Test
    void whereNoMoneyIsAtStakeTheLargestAmountSaysNothing() {
        Policy policy = refunds(rule().largest("0.00"));
        assertThat(decided(policy, UNUSED, PLACED)).isEqualTo(Verdict.AUTOMATIC);
    }

    @ParameterizedTest
    @CsvSource({"2,0,AUTOMATIC", "3,0,ASK", "4,0,ASK", "0,1,AUTOMATIC", "0,2,ASK", "2,1,AUTOMATIC"})
    void whoIsAtTheCapOfTheShopOrOfTheShopperMeetsAHuman(int shop, int shopper, Verdict verdict) {
        Policy policy = refunds(rule().perDay(3).perShopper(2));
        assertThat(decided(policy, new Usage(shop, shopper), PLACED)).isEqualTo(verdict);
        assertThat(policy.isUsedUp(ActionKind.REFUND, new Usage(shop, shopper))).isEqualTo(verdict == Verdict.ASK);
    }

    @ParameterizedTest
    @CsvSource({"damaged,AUTOMATIC", "changed_mind,ASK", ",AUTOMATIC"})
    void onlyTheNamedReasonsNeedNoHuman(@Nullable String reason, Verdict verdict) {
        Policy policy = refunds(rule().reasons("damaged", "wrong_item"));
        assertThat(policy.decide(ActionKind.REFUND, order, null, reason, UNUSED, PLACED))
                .isEqualTo(verdict);
        assertThat(refunds(rule()).decide(ActionKind.REFUND, order, null, reason, UNUSED, PLACED))
                .isEqualTo(Verdict.AUTOMATIC);
    }

    @Test
    void aWindowIsOpenUpToItsLastInstant() {
        Policy policy = refunds(rule().within(MONTH, From.PLACED));
        Instant end = PLACED.plus(MONTH);
        assertThat(decided(policy, UNUSED, end)).isEqualTo(Verdict.AUTOMATIC);
        assertThat(decided(policy, UNUSED, end.plusNanos(1))).isEqualTo(Verdict.TOO_LATE);
        assertThat(decided(refunds(rule()), UNUSED, end.plus(MONTH))).isEqualTo(Verdict.AUTOMATIC);
    }

    @Test
    void aWindowAfterTheDeliveryCountsFromTheLastParcel() {
        Policy policy = refunds(rule().within(MONTH, From.DELIVERED));
        Order twoParcels = arrived(PLACED.plus(Duration.ofDays(5)), PLACED.plus(Duration.ofDays(2)), null);
        Instant end = PLACED.plus(Duration.ofDays(35));
        assertThat(policy.decide(ActionKind.REFUND, twoParcels, null, null, UNUSED, end))
                .isEqualTo(Verdict.AUTOMATIC);
        assertThat(policy.decide(ActionKind.REFUND, twoParcels, null, null, UNUSED, end.plusNanos(1)))
                .isEqualTo(Verdict.TOO_LATE);
        assertThat(decided(policy, UNUSED, end))
                .as("nobody knows when it arrived")
                .isEqualTo(Verdict.TOO_LATE);
    }

    @ParameterizedTest
    @EnumSource(OrderStatus.class)
    void whatHasLeftIsNeitherCancelledNorSentElsewhereAndWhatHasNotDoesNotComeBack(OrderStatus status) {
        Order one = FakeStore.placed("1", "1001", status, PaymentStatus.PAID);
        boolean isHere = Set.of(OrderStatus.AWAITING_PAYMENT, OrderStatus.PROCESSING, OrderStatus.ON_HOLD)
                .contains(status);
        boolean isAway = Set.of(
                        OrderStatus.PARTLY_SHIPPED, OrderStatus.SHIPPED, OrderStatus.DELIVERED, OrderStatus.COMPLETED)
                .contains(status);
        Instant now = one.placedAt();
        assertThat(Policy.DEFAULT.decide(ActionKind.CANCEL, one, null, null, UNUSED, now))
                .isEqualTo(isHere ? Verdict.AUTOMATIC : Verdict.WRONG_STATUS);
        assertThat(Policy.DEFAULT.decide(ActionKind.CHANGE_ADDRESS, one, null, null, UNUSED, now))
                .isEqualTo(isHere ? Verdict.AUTOMATIC : Verdict.WRONG_STATUS);
        assertThat(Policy.DEFAULT.decide(ActionKind.RETURN, one, null, null, UNUSED, now))
                .isEqualTo(isAway ? Verdict.AUTOMATIC : Verdict.WRONG_STATUS);
        assertThat(Policy.DEFAULT.decide(ActionKind.REFUND, one, BigDecimal.ONE, null, UNUSED, now))
                .as("money never goes by itself")
                .isEqualTo(Verdict.ASK);
    }

    @ParameterizedTest
    @EnumSource(ActionKind.class)
    void whatHasNoRuleIsNotDone(ActionKind kind) {
        Policy none = new Policy(Map.of());
        assertThat(none.rule(kind).mode()).isEqualTo(Mode.NEVER);
        assertThat(none.decide(kind, order, null, null, UNUSED, PLACED)).isEqualTo(Verdict.NEVER);
        assertThat(none.isUsedUp(kind, new Usage(1_000, 1_000))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void onlyWhatIsDoneOrAskedIsPossible(Verdict verdict) {
        assertThat(verdict.isPossible()).isEqualTo(verdict == Verdict.AUTOMATIC || verdict == Verdict.ASK);
    }

    private Verdict decided(Policy policy, Usage usage, Instant now) {
        return policy.decide(ActionKind.REFUND, order, null, null, usage, now);
    }

    private static Order arrived(@Nullable Instant... parcels) {
        List<Shipment> shipments = Arrays.stream(parcels)
                .map(at ->
                        new Shipment("s", ShipmentStatus.DELIVERED, null, null, null, null, null, at, List.of(), null))
                .toList();
        Order base = FakeStore.placed("1", "1001", OrderStatus.DELIVERED, PaymentStatus.PAID);
        return new Order(
                base.id(),
                base.number(),
                base.revision(),
                base.status(),
                base.payment(),
                PLACED,
                base.updatedAt(),
                base.total(),
                base.lines(),
                base.customer(),
                base.billingAddress(),
                base.shippingAddress(),
                shipments,
                base.refunds(),
                base.returns(),
                base.paymentMethod(),
                base.statusPage());
    }

    private static Policy refunds(Draft draft) {
        return new Policy(Map.of(ActionKind.REFUND, draft.rule));
    }

    private static Draft rule() {
        return new Draft(
                new Rule(Mode.AUTOMATIC, Level.ORDER_PROOF, null, From.PLACED, Set.of(), null, null, null, Set.of()));
    }

    /** A rule that lets everything pass, and what a test wants of it. */
    private record Draft(Rule rule) {

        Draft largest(String amount) {
            return with(rule.within(), rule.from(), new BigDecimal(amount), rule.perDay(), rule.perShopper());
        }

        Draft perDay(int most) {
            return with(rule.within(), rule.from(), rule.largestAmount(), most, rule.perShopper());
        }

        Draft perShopper(int most) {
            return with(rule.within(), rule.from(), rule.largestAmount(), rule.perDay(), most);
        }

        Draft within(Duration time, From from) {
            return with(time, from, rule.largestAmount(), rule.perDay(), rule.perShopper());
        }

        Draft reasons(String... names) {
            return new Draft(new Rule(
                    rule.mode(), rule.identity(), null, rule.from(), Set.of(), null, null, null, Set.of(names)));
        }

        private Draft with(
                @Nullable Duration within,
                From from,
                @Nullable BigDecimal largest,
                @Nullable Integer perDay,
                @Nullable Integer perShopper) {
            return new Draft(new Rule(
                    rule.mode(),
                    rule.identity(),
                    within,
                    from,
                    rule.statuses(),
                    largest,
                    perDay,
                    perShopper,
                    rule.reasons()));
        }
    }
}
