package io.polyclerk.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polyclerk.core.fake.HandClock;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionsTest {

    private static final Address NEW = new Address(null, "9 High Street", null, "York", "YOR", "YO1 7AA", null, null);

    private final HandClock clock = new HandClock(OpenShop.START);
    private final ShopSimulator shop = new ShopSimulator(clock);

    @AfterEach
    void close() {
        shop.close();
        assertThat(shop.violations).isEmpty();
    }

    private ShopifyAdapter adapter(String api) {
        return OpenShop.adapter(shop, api, clock);
    }

    private static Order perform(ShopifyAdapter adapter, String number, OrderAction action, String key) {
        return adapter.perform(
                action, key, adapter.findOrder(number).orElseThrow().revision());
    }

    private static OrderAction.RefundMoney refund(String amount, LineQuantity... lines) {
        return new OrderAction.RefundMoney("1", List.of(lines), Money.of(amount, "GBP"), "arrived broken");
    }

    private static String refundCall(String api) {
        return api.equals("rest") ? "POST orders/1/refunds" : "Refund";
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void anOrderIsCancelledOnceAndNoMoneyMoves(String api) {
        ShopifyAdapter adapter = adapter(api);
        String revision = adapter.findOrder("1001").orElseThrow().revision();
        OrderAction cancel = new OrderAction.Cancel("1", "too late");
        assertThat(adapter.perform(cancel, "k1", revision).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(adapter.perform(cancel, "k1", revision).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(shop.count("Cancel") + shop.count("POST orders/1/cancel")).isEqualTo(1);
        assertThat(shop.state.moneyMoved).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void whatHasLeftOrChangedIsNeitherCancelledNorRedirected(String api) {
        ShopifyAdapter adapter = adapter(api);
        assertThatThrownBy(() -> perform(adapter, "1002", new OrderAction.Cancel("2", "x"), "k"))
                .isInstanceOf(AdapterException.Refused.class);
        assertThatThrownBy(() -> perform(adapter, "1002", new OrderAction.ChangeAddress("2", NEW), "k"))
                .isInstanceOf(AdapterException.Refused.class);
        assertThatThrownBy(() -> adapter.perform(new OrderAction.Cancel("1", "x"), "k", "old"))
                .isInstanceOf(AdapterException.Refused.class)
                .hasMessageContaining("changed");
        assertThatThrownBy(() -> adapter.perform(new OrderAction.Cancel("77", "x"), "k", "old"))
                .isInstanceOf(AdapterException.Refused.class);
        assertThatThrownBy(() -> adapter.perform(new OrderAction.Cancel("1/../2", "x"), "k", "old"))
                .isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void aCancellationThatTheShopDoesNotFinishIsNotClaimed() {
        ShopifyAdapter adapter = adapter("graphql");
        shop.plan("Job", new Fault.CutBefore());
        assertThat(catchThrowableOfType(
                                AdapterException.Unavailable.class,
                                () -> perform(adapter, "1001", new OrderAction.Cancel("1", "x"), "k"))
                        .mayHaveHappened())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void moneyGoesBackOnceAndTheOrderShowsIt(String api) {
        ShopifyAdapter adapter = adapter(api);
        String revision = adapter.findOrder("1001").orElseThrow().revision();
        Order after = adapter.perform(refund("10.50", new LineQuantity("101", 1)), "key-1", revision);
        assertThat(after.refunds()).singleElement().satisfies(made -> {
            assertThat(made.amount()).isEqualTo(Money.of("10.50", "GBP"));
            assertThat(made.reason()).isEqualTo("arrived broken");
            assertThat(made.idempotencyKey()).isEqualTo("key-1");
        });
        assertThat(after.payment()).isEqualTo(PaymentStatus.PARTLY_REFUNDED);
        assertThat(adapter.perform(refund("10.50"), "key-1", revision).refunds())
                .hasSize(1);
        assertThat(shop.state.moneyMoved).containsExactly("#1001 10.50");
        assertThat(perform(adapter, "1001", refund("29.50"), "key-2").payment()).isEqualTo(PaymentStatus.REFUNDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void noMoreThanWasPaidGoesBack(String api) {
        ShopifyAdapter adapter = adapter(api);
        for (OrderAction wrong : List.of(
                refund("40.01"),
                refund("0"),
                refund("-1"),
                refund("1.001"),
                refund("1", new LineQuantity("101", 3)),
                refund("1", new LineQuantity("999", 1)),
                refund("1", new LineQuantity("101", 1), new LineQuantity("101", 1)),
                new OrderAction.RefundMoney("1", List.of(), Money.of("1", "USD"), "x"))) {
            assertThatThrownBy(() -> perform(adapter, "1001", wrong, "k"))
                    .as(wrong.toString())
                    .isInstanceOf(AdapterException.Refused.class);
        }
        assertThatThrownBy(() -> perform(
                        adapter,
                        "1001-A",
                        new OrderAction.RefundMoney("3", List.of(), Money.of("1", "GBP"), "unpaid"),
                        "k"))
                .isInstanceOf(AdapterException.Refused.class);
        assertThat(shop.state.moneyMoved).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void aLostAnswerIsInDoubtAndTheSameKeyFindsTheRefund(String api) {
        ShopifyAdapter adapter = adapter(api);
        String revision = adapter.findOrder("1001").orElseThrow().revision();
        for (Fault fault : List.of(new Fault.CutAfter(), new Fault.HalfAnswer())) {
            String key = fault.getClass().getSimpleName();
            String now = adapter.findOrder("1001").orElseThrow().revision();
            shop.plan(refundCall(api), fault);
            assertThat(catchThrowableOfType(
                                    AdapterException.Unavailable.class, () -> adapter.perform(refund("5.00"), key, now))
                            .mayHaveHappened())
                    .isTrue();
            // The order has changed since, and still the first attempt is found.
            assertThat(adapter.perform(refund("5.00"), key, revision).refunds()).isNotEmpty();
        }
        assertThat(shop.state.moneyMoved).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void whileARefundMayBeOnItsWayNoOtherBegins(String api) {
        OpenShop.Cache cache = new OpenShop.Cache(clock);
        ShopifyAdapter adapter = OpenShop.adapter(OpenShop.settings(shop, api), cache, clock);
        String revision = adapter.findOrder("1001").orElseThrow().revision();
        shop.plan(refundCall(api), new Fault.CutBefore());
        assertThatThrownBy(() -> adapter.perform(refund("5.00"), "k1", revision))
                .isInstanceOf(AdapterException.Unavailable.class);
        ShopifyAdapter otherNode = OpenShop.adapter(OpenShop.settings(shop, api), cache, clock);
        assertThatThrownBy(() -> otherNode.perform(refund("5.00"), "k1", revision))
                .isInstanceOf(AdapterException.Unavailable.class);
        assertThatThrownBy(() -> otherNode.perform(refund("5.00"), "k2", revision))
                .isInstanceOf(AdapterException.Unavailable.class);
        clock.pass(Duration.ofMinutes(16));
        otherNode.perform(refund("5.00"), "k1", revision);
        assertThat(shop.state.moneyMoved).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void aRefusedRefundLeavesTheWayFree(String api) {
        ShopifyAdapter adapter = adapter(api);
        shop.plan(refundCall(api), Fault.Instead.of(422));
        assertThatThrownBy(() -> perform(adapter, "1001", refund("5.00"), "k1"))
                .isInstanceOf(AdapterException.Refused.class);
        perform(adapter, "1001", refund("5.00"), "k2");
        assertThat(shop.state.moneyMoved).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void twoConfirmationsAtOnceRefundOnce(String api) throws Exception {
        ShopifyAdapter adapter = adapter(api);
        String revision = adapter.findOrder("1001").orElseThrow().revision();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Order> confirm = () -> adapter.perform(refund("5.00"), "k1", revision);
            threads.invokeAll(Stream.generate(() -> confirm).limit(4).toList());
        }
        assertThat(shop.state.moneyMoved).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void theAddressIsReplacedAndTotalsAreReadAgain(String api) {
        ShopifyAdapter adapter = adapter(api);
        String revision = adapter.findOrder("1001").orElseThrow().revision();
        Order after = adapter.perform(new OrderAction.ChangeAddress("1", NEW), "k1", revision);
        assertThat(after.shippingAddress().line1()).isEqualTo("9 High Street");
        assertThat(after.shippingAddress().line2()).isNull();
        assertThat(after.shippingAddress().name()).isEqualTo("Lena Vogel");
        assertThat(after.shippingAddress().countryCode()).isEqualTo("GB");
        assertThat(after.billingAddress().line1()).isEqualTo("5 Mill Lane");
        if (api.equals("graphql")) {
            assertThat(after.total()).isEqualTo(Money.of("41.00", "GBP"));
        }
        adapter.perform(new OrderAction.ChangeAddress("1", NEW), "k1", revision);
        assertThat(shop.count("UpdateOrder") + shop.count("PUT")).isEqualTo(1);
        Address abroad = new Address(null, "1 Rue X", null, "Paris", null, "75001", "FR", null);
        assertThatThrownBy(() -> perform(adapter, "1001", new OrderAction.ChangeAddress("1", abroad), "k2"))
                .isInstanceOf(AdapterException.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void aNoteIsAddedOnceToWhatIsThere(String api) {
        ShopifyAdapter adapter = adapter(api);
        shop.state.order(ShopState.gid("Order", 1)).put("note", "Gift");
        OrderAction note = new OrderAction.AddNote("1", "Shopper called.", false);
        perform(adapter, "1001", note, "k1");
        perform(adapter, "1001", note, "k1");
        assertThat(shop.state.order(ShopState.gid("Order", 1)).get("note")).isEqualTo("Gift\nShopper called. [ref k1]");
        assertThatThrownBy(() -> perform(adapter, "1001", new OrderAction.AddNote("1", "x", true), "k2"))
                .isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void aReturnIsAskedForOnceAndWaitsForTheMerchant() {
        ShopifyAdapter adapter = adapter("graphql");
        String revision = adapter.findOrder("1002").orElseThrow().revision();
        OrderAction wish =
                new OrderAction.RequestReturn("2", List.of(new LineQuantity("201", 1)), "Too small", "x".repeat(400));
        Order after = adapter.perform(wish, "k1", revision);
        assertThat(after.returns()).singleElement().satisfies(made -> {
            assertThat(made.status()).isEqualTo("REQUESTED");
            assertThat(made.lineIds()).containsExactly("201");
            assertThat(made.reason()).startsWith("Too small. xxx").hasSize(300);
        });
        assertThat(adapter.perform(wish, "k1", revision).returns()).hasSize(1);
        assertThat(shop.count("ReturnRequest")).isEqualTo(1);
    }

    @Test
    void moreThanCanBeSentBackIsRefused() {
        ShopifyAdapter adapter = adapter("graphql");
        OrderAction both = new OrderAction.RequestReturn("2", List.of(new LineQuantity("201", 2)), "x", null);
        perform(adapter, "1002", both, "k1");
        assertThatThrownBy(() -> perform(adapter, "1002", both, "k2")).isInstanceOf(AdapterException.Refused.class);
        assertThatThrownBy(() -> perform(
                        adapter,
                        "1001",
                        new OrderAction.RequestReturn("1", List.of(new LineQuantity("101", 1)), "x", null),
                        "k3"))
                .as("not shipped")
                .isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void restDeclaresNoReturns() {
        ShopifyAdapter adapter = adapter("rest");
        assertThat(adapter.capabilities().actions()).doesNotContain(OrderAction.RequestReturn.class);
        assertThat(adapter("graphql").capabilities().actions()).hasSize(5);
        assertThatThrownBy(() -> adapter.perform(new OrderAction.RequestReturn("2", List.of(), "x", null), "k", "r"))
                .isInstanceOf(AdapterException.Unsupported.class);
        assertThat(shop.calls).isEmpty();
    }

    @Test
    void whatTheShopSaysAboutPeopleGetsIntoNoMessage() {
        ShopifyAdapter adapter = adapter("graphql");
        String revision = adapter.findOrder("1001").orElseThrow().revision();
        shop.plan("Cancel", new Fault.Slow(Duration.ofMillis(200)));
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(100);
            } catch (InterruptedException stopped) {
                return;
            }
            shop.state.cancel(shop.state.order(ShopState.gid("Order", 1)));
        });
        assertThatThrownBy(() -> adapter.perform(new OrderAction.Cancel("1", "x"), "k", revision))
                .isInstanceOf(AdapterException.Refused.class)
                .hasMessage("the shop says no: INVALID");
    }
}
