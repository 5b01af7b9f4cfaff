package io.polyclerk.server.persistence.proactive;

import static io.polyclerk.server.persistence.proactive.ProactiveBench.delivered;
import static io.polyclerk.server.persistence.proactive.ProactiveBench.order;
import static io.polyclerk.server.persistence.proactive.ProactiveBench.paid;
import static io.polyclerk.server.persistence.proactive.ProactiveBench.shipped;
import static io.polyclerk.server.persistence.proactive.ProactiveBench.unpaid;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.core.proactive.ProactivePolicy;
import io.polyclerk.core.proactive.ProactivePolicy.Rule;
import io.polyclerk.core.proactive.QuietHours;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.spi.MessageTemplates;
import io.polyclerk.spi.MessageTemplates.Template;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.ReturnRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whom the bot does not write to first: within the law of the channel, of the night and of what people said, on every database. */
abstract class ProactiveLawContract extends ProactiveOnDatabase {

    private static Rule rule(Occasion occasion, int controlPercent) {
        Rule usual = ProactivePolicy.DEFAULT.of(occasion);
        return new Rule(true, usual.after(), usual.again(), usual.most(), controlPercent, Map.of());
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
