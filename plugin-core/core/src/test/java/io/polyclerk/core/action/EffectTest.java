package io.polyclerk.core.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Refund;
import io.polyclerk.spi.store.ReturnRequest;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing is claimed that the store does not show. */
class EffectTest {

    private static final String KEY = "key-1";
    private static final Address FLAT = address("12 Secret Street", "Flat 2", "SW1A 1AA", "Secretville");

    @ParameterizedTest
    @EnumSource(OrderStatus.class)
    void onlyACancelledOrderShowsACancellation(OrderStatus status) {
        Order order = FakeStore.placed("1", "1001", status, PaymentStatus.PAID);
        assertThat(Effect.isVisible(new OrderAction.Cancel("1", "asked"), KEY, order))
                .isEqualTo(status == OrderStatus.CANCELLED);
    }

    @Test
    void aRefundIsTheOneWithOurKeyAndNoOther() {
        OrderAction refund = new OrderAction.RefundMoney("1", List.of(), Money.of("5.00", "GBP"), "late");
        assertThat(Effect.isVisible(refund, KEY, with(FLAT, List.of(), List.of())))
                .isFalse();
        assertThat(Effect.isVisible(refund, KEY, with(FLAT, List.of(made(null), made("key-2")), List.of())))
                .isFalse();
        assertThat(Effect.isVisible(refund, KEY, with(FLAT, List.of(made("key-2"), made(KEY)), List.of())))
                .isTrue();
    }

    @Test
    void aReturnHoldsAllThatComesBack() {
        OrderAction wanted = new OrderAction.RequestReturn(
                "1", List.of(new LineQuantity("l1", 1), new LineQuantity("l2", 1)), "damaged", null);
        assertThat(Effect.isVisible(wanted, KEY, with(FLAT, List.of(), List.of(returned("l1"), returned("l2")))))
                .isFalse();
        assertThat(Effect.isVisible(wanted, KEY, with(FLAT, List.of(), List.of(returned("l2", "l1")))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "12 Secret Street,Flat 2,SW1A 1AA,Secretville,true",
        "12  SECRET street,flat 2 ,sw1a 1aa,SECRETVILLE,true",
        "13 Secret Street,Flat 2,SW1A 1AA,Secretville,false",
        "12 Secret Street,Flat 3,SW1A 1AA,Secretville,false",
        "12 Secret Street,,SW1A 1AA,Secretville,false",
        "12 Secret Street,Flat 2,SW1A 1AB,Secretville,false",
        "12 Secret Street,Flat 2,SW1A 1AA,Elsewhere,false"
    })
    void anAddressIsTheSameInEveryLine(
            String line1, @Nullable String line2, String postcode, String city, boolean same) {
        OrderAction change = new OrderAction.ChangeAddress("1", address(line1, line2, postcode, city));
        assertThat(Effect.isVisible(change, KEY, with(FLAT, List.of(), List.of())))
                .isEqualTo(same);
    }

    @Test
    void anOrderWithoutAnAddressShowsNone() {
        assertThat(Effect.isVisible(
                        new OrderAction.ChangeAddress("1", address(null, null, null, null)),
                        KEY,
                        with(null, List.of(), List.of())))
                .isFalse();
    }

    @Test
    void aNoteLeavesNothingToBeSeen() {
        assertThat(Effect.isVisible(
                        new OrderAction.AddNote("1", "hello", false), KEY, with(FLAT, List.of(), List.of())))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PAID,0,60.00",
        "PARTLY_REFUNDED,20.00,40.00",
        "PARTLY_REFUNDED,70.00,0",
        "REFUNDED,60.00,0",
        "UNPAID,0,0",
        "AUTHORIZED,0,0",
        "VOIDED,0,0",
        "UNKNOWN,0,0"
    })
    void theShopHoldsWhatWasPaidAndHasNotGoneBack(PaymentStatus payment, String refunded, String held) {
        Order paid = FakeStore.placed("1", "1001", OrderStatus.CANCELLED, payment);
        Outcome outcome = new Outcome("r", paid.status(), payment, paid.total(), Money.of(refunded, "GBP"));
        assertThat(outcome.held().amount()).isEqualByComparingTo(new BigDecimal(held));
        assertThat(outcome.held().currency()).isEqualTo(paid.total().currency());
    }

    @Test
    void allRefundsOfAnOrderCountTogether() {
        Outcome outcome = Outcome.of(with(FLAT, List.of(made("a"), made("b")), List.of()));
        assertThat(outcome.refunded()).isEqualTo(Money.of("10.00", "GBP"));
    }

    private static Address address(
            @Nullable String line1, @Nullable String line2, @Nullable String postcode, @Nullable String city) {
        return new Address("Secret Name", line1, line2, city, null, postcode, "GB", null);
    }

    private static Refund made(@Nullable String key) {
        return new Refund("f", Money.of("5.00", "GBP"), null, FakeStore.NOW, key);
    }

    private static ReturnRequest returned(String... lines) {
        return new ReturnRequest("t", List.of(lines), "open", null, FakeStore.NOW);
    }

    private static Order with(@Nullable Address address, List<Refund> refunds, List<ReturnRequest> returns) {
        Order base = FakeStore.placed("1", "1001", OrderStatus.DELIVERED, PaymentStatus.PAID);
        return new Order(
                base.id(),
                base.number(),
                base.revision(),
                base.status(),
                base.payment(),
                base.placedAt(),
                base.updatedAt(),
                base.total(),
                base.lines(),
                base.customer(),
                base.billingAddress(),
                address,
                base.shipments(),
                refunds,
                returns,
                null,
                null);
    }
}
