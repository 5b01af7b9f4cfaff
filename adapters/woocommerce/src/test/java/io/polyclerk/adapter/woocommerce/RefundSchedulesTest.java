package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.HandClock;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction.RefundMoney;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Two nodes, two confirmations, and a network and a shop that fail at any point of it. */
class RefundSchedulesTest {

    private static HandClock clock;
    private static ShopSimulator shop;
    private static WooCommerceAdapter one;
    private static WooCommerceAdapter other;
    private static long nextOrder = 50_000;
    private static final List<String> failures = new ArrayList<>();

    @BeforeContainer
    static void open() {
        clock = new HandClock(OpenShop.START);
        shop = new ShopSimulator(clock);
        one = OpenShop.adapter(shop, clock);
        other = OpenShop.adapter(shop, clock);
    }

    @AfterContainer
    static void close() {
        one.close();
        other.close();
        shop.close();
        assertThat(shop.violations).isEmpty();
    }

    @Property(tries = 150)
    void neverTwoRefundsAndNeverAClaimWithoutOne(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        long id = nextOrder++;
        shop.state.copyOrder(235, id);
        failures.clear();
        shop.calls.clear();
        String revision = one.findOrder(String.valueOf(id)).orElseThrow().revision();
        RefundMoney refund = new RefundMoney(String.valueOf(id), List.of(), Money.of("10.50", "GBP"), "broken");
        shop.state.gatewayTime = Duration.ofMillis(random.nextInt(4));
        for (int round = 0; round < 3; round++) {
            planFaults(random, id);
            for (Order claimed : concurrently(random, refund, revision)) {
                assertThat(claimed.refunds())
                        .anySatisfy(made -> assertThat(made.idempotencyKey()).isEqualTo("key-" + id));
                assertThat(moved(id))
                        .as(() -> "a claim has its refund: " + story(id))
                        .isEqualTo(1);
            }
            shop.rest();
            assertThat(moved(id)).as(() -> "never twice: " + story(id)).isLessThanOrEqualTo(1);
            if (random.nextBoolean()) {
                clock.pass(RefundWriter.ON_ITS_WAY.plusSeconds(1));
            }
        }
        shop.planNothing();
        clock.pass(RefundWriter.ON_ITS_WAY.plusSeconds(1));
        boolean unfinished = shop.state.refundsOf(id).stream()
                .anyMatch(made -> !made.path("refunded_payment").asBoolean());
        if (!unfinished) {
            assertThat(one.perform(refund, "key-" + id, revision).refunds())
                    .as("in the end the shopper gets the money")
                    .hasSize(1);
        }
        assertThat(moved(id)).isEqualTo(1);
    }

    private static void planFaults(Random random, long id) {
        shop.planNothing();
        List<String> requests = List.of(
                "GET /orders/" + id, "PUT /orders/" + id, "POST /orders/" + id, "GET /orders/" + id + "/refunds");
        for (int faults = random.nextInt(4); faults > 0; faults--) {
            Fault fault = switch (random.nextInt(7)) {
                case 0 -> new Fault.CutBefore();
                case 1 -> new Fault.CutAfter();
                case 2 -> new Fault.Slow(Duration.ofMillis(random.nextInt(8)));
                case 3 -> new Fault.HalfAnswer();
                case 4 -> Fault.Instead.html(502);
                case 5 -> new Fault.Late(Duration.ofMillis(random.nextInt(10)));
                default -> Fault.Instead.of(429, "{}");
            };
            String request = requests.get(random.nextInt(requests.size()));
            shop.plan(request, request.startsWith("POST") && random.nextInt(8) == 0 ? new Fault.DieInGateway() : fault);
        }
    }

    private static List<Order> concurrently(Random random, RefundMoney refund, String revision) throws Exception {
        List<Callable<Order>> calls = new ArrayList<>();
        for (int call = 1 + random.nextInt(3); call > 0; call--) {
            WooCommerceAdapter node = random.nextBoolean() ? one : other;
            Duration pause = Duration.ofMillis(random.nextInt(6));
            calls.add(() -> {
                ShopSimulator.sleep(pause);
                return node.perform(refund, "key-" + refund.orderId(), revision);
            });
        }
        List<Order> claims = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Order> call : threads.invokeAll(calls)) {
                if (call.state() == Future.State.SUCCESS) {
                    claims.add(call.resultNow());
                } else {
                    failures.add(call.exceptionNow()
                            + (call.exceptionNow() instanceof AdapterException.Unavailable lost
                                    ? " " + lost.mayHaveHappened()
                                    : ""));
                    assertThat(call.exceptionNow())
                            .isInstanceOfAny(AdapterException.Unavailable.class, AdapterException.RateLimited.class);
                }
            }
        }
        return claims;
    }

    /** What happened to an order, as such a failure may not come twice. */
    private static String story(long id) {
        return shop.calls.stream()
                        .filter(call -> call.contains("/orders/" + id))
                        .toList() + " " + failures + " " + shop.state.meta(id) + " " + shop.state.refundsOf(id);
    }

    private static long moved(long id) {
        synchronized (shop.state) {
            return shop.state.moneyMoved.stream()
                    .filter(one -> one.startsWith(id + " "))
                    .count();
        }
    }
}
