package io.polyclerk.server.persistence;

import static io.polyclerk.server.persistence.ProactiveBench.delivered;
import static io.polyclerk.server.persistence.ProactiveBench.order;
import static io.polyclerk.server.persistence.ProactiveBench.paid;
import static io.polyclerk.server.persistence.ProactiveBench.shipped;
import static io.polyclerk.server.persistence.ProactiveBench.unpaid;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.proactive.ConsentStore.Followed;
import io.polyclerk.core.proactive.ConsentStore.Said;
import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.core.proactive.ProactivePolicy;
import io.polyclerk.core.proactive.ProactivePolicy.Rule;
import io.polyclerk.core.proactive.Purpose;
import io.polyclerk.core.proactive.QuietHours;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.MessageTemplates;
import io.polyclerk.spi.MessageTemplates.Template;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.ReturnRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the bot says first, to whom and when, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProactiveContract {

    private Database database;
    private ProactiveBench bench;

    /** An empty database, or the same one once more. */
    abstract Database open() throws Exception;

    @BeforeEach
    void openShop() throws Exception {
        // One for all tests, as opening takes longer than most of them.
        if (database == null) {
            database = open();
        }
        ProactiveBench.empty(database);
        bench = new ProactiveBench(database);
    }

    @AfterAll
    void close() {
        database.close();
    }

    private static Rule rule(Occasion occasion, int controlPercent) {
        Rule usual = ProactivePolicy.DEFAULT.of(occasion);
        return new Rule(true, usual.after(), usual.again(), usual.most(), controlPercent, Map.of());
    }

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
    void whileAHumanHoldsTheConversationTheBotIsSilentAndComesBackWhileItIsNews() {
        ConversationId id = bench.follows("ann", paid("1001"));
        bench.round();
        bench.hold(id, Holder.AGENT);
        bench.changed(shipped("1001"));
        assertThat(bench.after(Duration.ofHours(2))).isEmpty();
        bench.hold(id, Holder.BOT);
        assertThat(bench.after(Duration.ofHours(1))).hasSize(1);
    }

    @Test
    void whatAHumanKeptTheBotFromSayingForADayIsNotSaidAnyMore() {
        ConversationId id = bench.follows("ann", paid("1001"));
        bench.round();
        bench.hold(id, Holder.WAITING_FOR_AGENT);
        bench.changed(shipped("1001"));
        for (int i = 0; i < 50; i++) {
            assertThat(bench.after(Duration.ofMinutes(30))).isEmpty();
        }
        bench.hold(id, Holder.BOT);
        assertThat(bench.after(Duration.ofHours(1))).isEmpty();
        assertThat(bench.decisions()).contains("order_shipped p1 dropped human");
    }

    @Test
    void aHumanWhoTakesOverBetweenDecisionAndSendingIsNotSpokenOver() {
        ConversationId id = bench.follows("ann", unpaid("1001"));
        bench.round();
        bench.clock.pass(Duration.ofHours(4));
        bench.rounds.run();
        bench.hold(id, Holder.AGENT);
        bench.woken.add(id);
        assertThat(bench.round()).isEmpty();
        assertThat(states(id)).contains(DeliveryState.WITHDRAWN);
    }

    @Test
    void whereTheWindowIsClosedAnApprovedTemplateOfTheRightKindGoes() {
        bench.platform.law = new ReplyLaw(Duration.ofHours(24), null, Duration.ZERO, 0, true);
        bench.platform.offered = List.of(
                new Template(MessageTemplates.SHIPPING_NEWS, "promo", "en", "Buy! {{1}}", MessageTemplates.MARKETING),
                new Template(
                        MessageTemplates.SHIPPING_NEWS,
                        "shipped",
                        "en",
                        "{{1}} with {{2}}: {{3}}",
                        MessageTemplates.UTILITY));
        ConversationId id = bench.follows("ann", paid("1001"));
        bench.after(Duration.ofDays(2));
        bench.changed(shipped("1001"));
        bench.round();
        assertThat(bench.platform.templates).containsExactly("shipped/en");
        assertThat(bench.platform.parameters).containsExactly(List.of("1001", "DHL", "JD01"));
        assertThat(lastWords(id)).isEqualTo("1001 with DHL: JD01");
    }

    @Test
    void whereTheWindowIsClosedAndNothingIsApprovedNothingGoesAndTheReasonIsKept() {
        bench.platform.law = new ReplyLaw(Duration.ofHours(24), null, Duration.ZERO, 0, true);
        bench.follows("ann", paid("1001"));
        bench.after(Duration.ofDays(2));
        bench.changed(shipped("1001"));
        assertThat(bench.round()).isEmpty();
        assertThat(bench.decisions()).contains("order_shipped p1 dropped window_closed");
    }

    @Test
    void aWindowThatClosesBetweenDecisionAndSendingEndsItAndNobodyIsAskedToWrite() {
        bench.platform.law = new ReplyLaw(Duration.ofHours(24), null, Duration.ZERO, 0, true);
        ConversationId id = bench.follows("ann", paid("1001"));
        bench.changed(shipped("1001"));
        bench.platform.offered = List.of(new Template(MessageTemplates.ANSWER_WAITING, "waiting", "en", "Write!"));
        bench.rounds.run();
        bench.clock.pass(Duration.ofMinutes(10));
        bench.platform.law = new ReplyLaw(Duration.ofMinutes(1), null, Duration.ZERO, 0, true);
        assertThat(bench.round()).isEmpty();
        assertThat(bench.platform.templates).isEmpty();
        assertThat(states(id)).contains(DeliveryState.WITHDRAWN).doesNotContain(DeliveryState.HELD);
    }

    @Test
    void whatItsPlatformDidNotTakeInTimeIsThoughtOverAgain() {
        ConversationId id = bench.follows("ann", unpaid("1001"));
        bench.round();
        bench.clock.pass(Duration.ofHours(4));
        bench.rounds.run();
        bench.woken.clear();
        bench.shop.orders.put("1001", paid("1001"));
        bench.clock.pass(Duration.ofMinutes(30));
        bench.woken.add(id);
        bench.rounds.run();
        assertThat(bench.stores.outbox().next(id)).isEmpty();
        assertThat(bench.decisions()).contains("payment_reminder 1 dropped paid");
    }

    @Test
    void whoHasHeardOftenEnoughThisWeekHearsNoMore() {
        bench.policy = new ProactivePolicy(bench.policy.rules(), bench.policy.night(), 1, 7, 0);
        bench.follows("ann", paid("1001"));
        bench.round();
        bench.changed(shipped("1001"));
        assertThat(bench.round()).hasSize(1);
        bench.clock.pass(Duration.ofDays(1));
        bench.changed(delivered("1001", bench.clock.instant()));
        assertThat(bench.round()).isEmpty();
        assertThat(bench.decisions()).contains("order_delivered p1 dropped often_enough");
    }

    @Test
    void byNightItWaitsForTheMorningOfTheShoppersCountry() {
        bench.policy = new ProactivePolicy(
                bench.policy.rules(), new QuietHours(LocalTime.of(21, 0), LocalTime.of(9, 0), ZoneOffset.UTC), 5, 7, 0);
        bench.follows("ann", paid("1001"));
        bench.round();
        // 23:30 in France.
        bench.clock.pass(Duration.ofMinutes(750));
        bench.changed(shipped("1001"));
        assertThat(bench.round()).isEmpty();
        assertThat(bench.after(Duration.ofHours(9))).isEmpty();
        assertThat(bench.after(Duration.ofMinutes(31))).hasSize(1);
    }

    @Test
    void nobodyIsAskedHowItWasAfterAReturnAComplaintOrInAGroup() {
        bench.follows("ann", paid("1001"));
        bench.follows("bob", paid("1002"));
        bench.follows("group", paid("1003"));
        bench.round();
        Instant arrived = bench.clock.instant();
        bench.changed(order(
                "1001",
                OrderStatus.DELIVERED,
                PaymentStatus.PAID,
                List.of(),
                List.of(new ReturnRequest("r", List.of(), "open", null, arrived))));
        bench.changed(delivered("1002", arrived));
        bench.changed(delivered("1003", arrived));
        database.write(session -> session.update("""
                insert into ticket (conversation_id, merchant, kind, summary, order_number, language, urgent, state, created_at)
                values (?, 'demo', 'complaint', 'bad', '1002', 'en', false, 'CLOSED', ?)""", bench.idOf("bob").value(), arrived));
        bench.wrote("group", "somebody else", "hi all");
        bench.policy = bench.with(Occasion.ORDER_DELIVERED, ProactivePolicy.DEFAULT.of(Occasion.ORDER_DELIVERED));
        assertThat(bench.after(Duration.ofDays(5))).isEmpty();
        assertThat(bench.after(Duration.ofDays(1))).isEmpty();
        assertThat(bench.decisions()).contains("review_request  dropped trouble", "review_request  dropped group");
    }

    @Test
    void whoIsContentEnoughToBeAskedPicksStars() {
        ConversationId id = bench.follows("ann", paid("1001"));
        bench.policy = bench.with(Occasion.ORDER_DELIVERED, ProactivePolicy.DEFAULT.of(Occasion.ORDER_DELIVERED));
        bench.round();
        bench.changed(delivered("1001", bench.clock.instant()));
        bench.round();
        assertThat(bench.after(Duration.ofDays(5)))
                .singleElement()
                .asString()
                .contains("How was it, from 1 (bad) to 5 (very good)?");
        assertThat(bench.conversation(id).memory().offered())
                .extracting(option -> option.value())
                .containsExactly("review:1", "review:2", "review:3", "review:4", "review:5", "news:stop");
    }

    @Test
    void whoBelongsToTheControlGroupHearsNothingAndStaysThere() {
        bench.policy = bench.with(Occasion.PAYMENT_REMINDER, rule(Occasion.PAYMENT_REMINDER, 100));
        bench.follows("ann", unpaid("1001"));
        bench.round();
        assertThat(bench.after(Duration.ofHours(4))).isEmpty();
        bench.policy = bench.with(Occasion.PAYMENT_REMINDER, rule(Occasion.PAYMENT_REMINDER, 0));
        assertThat(bench.after(Duration.ofDays(1)))
                .as("the second reminder of the same order")
                .isEmpty();
        assertThat(bench.decisions()).containsExactly("payment_reminder 1 spared", "payment_reminder 2 spared");
        bench.changed(paid("1001"));
        bench.round();
        assertThat(paidAmounts()).as("a payment counts on both sides").containsExactly("59.90");
    }

    @Test
    void theMerchantsOwnWordsAreSaid() {
        Rule own = new Rule(
                true,
                Duration.ofHours(4),
                Duration.ofDays(1),
                1,
                0,
                Map.of("en", "Still waiting: {number}, {amount}. Yours, Quillbrook"));
        bench.policy = bench.with(Occasion.PAYMENT_REMINDER, own);
        bench.follows("ann", unpaid("1001"));
        bench.round();
        assertThat(bench.after(Duration.ofHours(4)))
                .singleElement()
                .asString()
                .startsWith("Still waiting: 1001, €59.90. Yours, Quillbrook")
                .contains("Write “stop”");
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

    private List<DeliveryState> states(ConversationId id) {
        return new ConversationArchive(database)
                .messages(id.value()).stream()
                        .flatMap(line -> java.util.Optional.ofNullable(line.state()).stream())
                        .toList();
    }

    private String lastWords(ConversationId id) {
        return new ConversationArchive(database)
                .messages(id.value()).getLast().contents().stream()
                        .map(content -> ((io.polyclerk.spi.message.Content.Text) content).text())
                        .findFirst()
                        .orElseThrow();
    }

    private List<String> paidAmounts() {
        return database.read(session ->
                session.all("select paid_amount from proactive where paid_at is not null", row -> row.getString(1)));
    }
}
