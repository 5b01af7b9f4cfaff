package io.polyclerk.server.persistence.proactive;

import static io.polyclerk.server.persistence.proactive.ProactiveBench.delivered;
import static io.polyclerk.server.persistence.proactive.ProactiveBench.order;
import static io.polyclerk.server.persistence.proactive.ProactiveBench.paid;
import static io.polyclerk.server.persistence.proactive.ProactiveBench.shipped;
import static io.polyclerk.server.persistence.proactive.ProactiveBench.unpaid;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.proactive.ConsentStore.Followed;
import io.polyclerk.core.proactive.ConsentStore.Said;
import io.polyclerk.core.proactive.Purpose;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What the bot says first and when, once each, on every database. */
abstract class ProactiveContract extends ProactiveOnDatabase {

    @Test
    void anUnpaidOrderIsRememberedTwiceAndNoMore() {
        bench.follows("ann", unpaid("1001"));
        assertThat(bench.after(Duration.ofHours(3))).isEmpty();
        assertThat(bench.after(Duration.ofHours(1)))
                .singleElement()
                .asString()
                .contains("Order 1001 is still waiting for your payment of €59.90", "Write “stop”");
        assertThat(bench.after(Duration.ofHours(23))).isEmpty();
        assertThat(bench.after(Duration.ofHours(1))).hasSize(1);
        for (int day = 0; day < 30; day++) {
            assertThat(bench.after(Duration.ofDays(1))).isEmpty();
        }
        assertThat(bench.decisions()).containsExactly("payment_reminder 1 told", "payment_reminder 2 told");
    }

    @Test
    void withoutConsentNothingIsSaidAndTheShopIsNotEvenAsked() {
        Said hello = bench.wrote("ann", "hello");
        bench.consents.follows(
                hello.conversation(),
                new Followed(ProactiveBench.SHOP, "id-1001", "1001", "ann", Set.of(), bench.clock.instant()));
        bench.changed(shipped("1001"));
        assertThat(bench.after(Duration.ofDays(1))).isEmpty();
        assertThat(bench.shop.reads).isZero();
        assertThat(bench.decisions()).isEmpty();
    }

    @Test
    void aYesToNewsIsNoYesToBeingAskedHowItWas() {
        Said yes = bench.wrote("ann", "yes");
        bench.shop.orders.put("1001", paid("1001"));
        bench.consents.follows(
                yes.conversation(),
                new Followed(ProactiveBench.SHOP, "id-1001", "1001", "ann", Set.of(), bench.clock.instant()));
        bench.consents.allowed(yes, EnumSet.of(Purpose.ORDER_NEWS));
        bench.changed(delivered("1001", bench.clock.instant()));
        assertThat(bench.round()).hasSize(1);
        assertThat(bench.after(Duration.ofDays(6))).isEmpty();
        assertThat(bench.decisions()).contains("review_request  dropped no_consent");
    }

    @Test
    void aParcelThatLeavesAndArrivesIsToldOnceEachHoweverOftenTheShopTells() {
        bench.follows("ann", paid("1001"));
        bench.round();
        bench.changed(shipped("1001"), "e1");
        bench.changed(shipped("1001"), "e1");
        bench.changed(shipped("1001"), "e2");
        assertThat(bench.round()).singleElement().asString().contains("Order 1001 is on its way", "DHL", "JD01");
        bench.changed(shipped("1001"), "e3");
        assertThat(bench.after(Duration.ofHours(1))).isEmpty();
        bench.changed(delivered("1001", bench.clock.instant()), "e4");
        assertThat(bench.round()).singleElement().asString().contains("Order 1001 has been delivered");
        bench.changed(shipped("1001"), "late");
        assertThat(bench.after(Duration.ofHours(1))).isEmpty();
    }

    @Test
    void whatWasKnownWhenTheShopperAskedIsNoNews() {
        Said yes = bench.wrote("ann", "yes");
        bench.shop.orders.put("1001", shipped("1001"));
        bench.consents.follows(
                yes.conversation(),
                new Followed(
                        ProactiveBench.SHOP,
                        "id-1001",
                        "1001",
                        "ann",
                        Set.of("order_shipped:p1"),
                        bench.clock.instant()));
        bench.consents.allowed(yes, EnumSet.allOf(Purpose.class));
        assertThat(bench.after(Duration.ofHours(1))).isEmpty();
    }

    @Test
    void whatIsPaidBeforeTheReminderIsDueIsNotRemembered() {
        bench.follows("ann", unpaid("1001"));
        bench.round();
        bench.clock.pass(Duration.ofHours(3));
        bench.changed(paid("1001"));
        bench.changed(paid("1001"), "again, and late");
        assertThat(bench.after(Duration.ofHours(2))).isEmpty();
        assertThat(bench.decisions()).contains("payment_reminder 1 dropped paid");
    }

    @Test
    void aPaymentOfWhichNobodyToldIsSeenWhenTheReminderIsDue() {
        bench.follows("ann", unpaid("1001"));
        bench.round();
        bench.shop.orders.put("1001", paid("1001"));
        assertThat(bench.after(Duration.ofHours(5))).isEmpty();
    }

    @Test
    void whatIsCancelledIsNotRemembered() {
        bench.follows("ann", unpaid("1001"));
        bench.round();
        bench.changed(order("1001", OrderStatus.CANCELLED, PaymentStatus.VOIDED, List.of()));
        assertThat(bench.after(Duration.ofHours(5))).isEmpty();
        assertThat(bench.decisions()).contains("payment_reminder 1 dropped cancelled");
    }

    @Test
    void whoAnswersAReminderGetsNoOther() {
        bench.follows("ann", unpaid("1001"));
        bench.round();
        assertThat(bench.after(Duration.ofHours(4))).hasSize(1);
        bench.clock.pass(Duration.ofHours(1));
        bench.wrote("ann", "I pay on Friday");
        assertThat(bench.after(Duration.ofDays(2))).isEmpty();
        assertThat(bench.decisions()).contains("payment_reminder 2 dropped replied");
    }

    @Test
    void cashOnDeliveryIsNoUnpaidOrder() {
        bench.follows("ann", order("1001", OrderStatus.PROCESSING, PaymentStatus.UNPAID, List.of()));
        assertThat(bench.after(Duration.ofDays(3))).isEmpty();
        assertThat(bench.decisions()).isEmpty();
    }

    @Test
    void stopBetweenDecisionAndSendingTakesItBack() {
        ConversationId id = bench.follows("ann", unpaid("1001"));
        bench.round();
        bench.clock.pass(Duration.ofHours(4));
        bench.rounds.run();
        assertThat(bench.stores.outbox().next(id)).isPresent();
        Said stop = new Said(id, 999, "ann", "en", null, "stop", bench.clock.instant());
        bench.consents.stopped(stop);
        assertThat(bench.stores.outbox().next(id)).isEmpty();
        assertThat(bench.after(Duration.ofDays(2))).isEmpty();
        assertThat(bench.platform.sent).isEmpty();
        assertThat(bench.consents.of(id).given()).isEmpty();
    }

    @Test
    void stopBetweenLookingAndDecidingIsSeenInTheDecision() {
        ConversationId id = bench.follows("ann", unpaid("1001"));
        bench.round();
        bench.clock.pass(Duration.ofHours(4));
        var planned = bench.proactive.due(bench.clock.instant(), 10).get(0);
        var audience = bench.proactive.audience(planned, bench.clock.instant()).orElseThrow();
        bench.consents.stopped(new Said(id, 999, "ann", "en", null, "stop", bench.clock.instant()));
        boolean told = bench.proactive.tell(
                planned,
                audience,
                unpaid("1001"),
                new io.polyclerk.core.proactive.Message(
                        List.of(new io.polyclerk.spi.message.Content.Text("pay")), List.of(), null),
                bench.clock.instant(),
                Duration.ofDays(7));
        assertThat(told).isFalse();
        assertThat(bench.stores.outbox().next(id)).isEmpty();
        assertThat(bench.decisions()).contains("payment_reminder 1 dropped no_consent");
    }

    @Test
    void aCrashBetweenDecisionAndSendingLeavesOneMessageThatTheNextStartSends() throws Exception {
        bench.follows("ann", unpaid("1001"));
        bench.round();
        bench.clock.pass(Duration.ofHours(4));
        bench.rounds.run();
        // Nobody was woken: the process has died. Another one starts on what is stored.
        ProactiveBench restarted = new ProactiveBench(database, bench.shop, bench.clock);
        restarted.woken.addAll(restarted.stores.turns().unfinished());
        assertThat(restarted.round()).hasSize(1);
        assertThat(restarted.after(Duration.ofHours(1))).isEmpty();
    }

    @Test
    void aCrashBeforeTheDecisionLeavesThePlan() {
        bench.follows("ann", unpaid("1001"));
        bench.round();
        bench.clock.pass(Duration.ofHours(4));
        bench.proactive.due(bench.clock.instant(), 10);
        ProactiveBench restarted = new ProactiveBench(database, bench.shop, bench.clock);
        assertThat(restarted.round()).hasSize(1);
    }

    /** For databases that several processes share. */
    final void twoNodesAtOnceSayItOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            bench.follows("ann" + i, unpaid("10" + (10 + i)));
        }
        bench.round();
        bench.clock.pass(Duration.ofHours(4));
        Database other = open();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ProactiveBench second = new ProactiveBench(other, bench.shop, bench.clock);
            List<Callable<List<String>>> both = List.of(bench::round, second::round);
            threads.invokeAll(both).forEach(done -> assertThat(done).isNotNull());
            assertThat(bench.platform.sent.size() + second.platform.sent.size()).isEqualTo(20);
        } finally {
            other.close();
        }
        assertThat(bench.decisions().stream().filter("payment_reminder 1 told"::equals))
                .hasSize(20);
    }

    @Test
    void aStoreThatIsAwayCostsNothingButTime() {
        bench.follows("ann", paid("1001"));
        bench.round();
        bench.changed(shipped("1001"));
        bench.shop.away = true;
        assertThat(bench.round()).isEmpty();
        bench.shop.away = false;
        assertThat(bench.after(Duration.ofMinutes(6))).hasSize(1);
    }

    @Test
    void aChannelThatIsPausedCostsNothingButTime() {
        bench.follows("ann", paid("1001"));
        bench.round();
        bench.changed(shipped("1001"));
        bench.platform.open = false;
        assertThat(bench.round()).isEmpty();
        bench.platform.open = true;
        assertThat(bench.after(Duration.ofMinutes(11))).hasSize(1);
    }

    @Test
    void ofTwoChatsOfOneOrderTheOneThatAskedLastHears() {
        bench.follows("ann", paid("1001"));
        bench.clock.pass(Duration.ofMinutes(1));
        bench.follows("ann on her phone", paid("1001"));
        bench.round();
        bench.changed(shipped("1001"));
        assertThat(bench.round()).hasSize(1);
        assertThat(bench.platform.sent.getLast().conversation().chatId()).isEqualTo("ann on her phone");
    }

    @Test
    void aTryThatMayHaveArrivedIsRepeatedAsForEveryMessage() {
        bench.follows("ann", paid("1001"));
        bench.round();
        bench.platform.failures.add(new AdapterException.Unavailable("cut off", true, new IOException("cut off")));
        bench.changed(shipped("1001"));
        bench.rounds.run();
        ConversationId id = bench.idOf("ann");
        bench.woken.add(id);
        bench.round();
        bench.woken.add(id);
        assertThat(bench.after(Duration.ofMinutes(5))).hasSize(1);
    }
}
