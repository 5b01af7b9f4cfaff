package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.OrderAction.RefundMoney;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Refund;
import io.polyclerk.support.ShopClient;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefundsTest extends ShopCase {

    private Order order(long id) {
        return adapter.findOrder(String.valueOf(id)).orElseThrow();
    }

    private Order refund(RefundMoney refund, String key) {
        return adapter.perform(
                refund, key, order(Long.parseLong(refund.orderId())).revision());
    }

    private static RefundMoney of(long id, String amount, LineQuantity... lines) {
        return new RefundMoney(String.valueOf(id), List.of(lines), Money.of(amount, "GBP"), "arrived broken");
    }

    private AdapterException.Unavailable inDoubt(RefundMoney refund, String key, String revision) {
        return catchThrowableOfType(AdapterException.Unavailable.class, () -> adapter.perform(refund, key, revision));
    }

    @Test
    void moneyGoesBackOnceAndTheShopShowsIt() {
        Order after = refund(of(235, "10.50"), "refund-key-1");
        assertThat(after.refunds()).singleElement().satisfies(made -> {
            assertThat(made.amount()).isEqualTo(Money.of("10.50", "GBP"));
            assertThat(made.reason()).isEqualTo("arrived broken");
            assertThat(made.idempotencyKey()).isEqualTo("refund-key-1");
        });
        assertThat(after.payment()).isEqualTo(PaymentStatus.PARTLY_REFUNDED);
        assertThat(after.status()).isEqualTo(OrderStatus.PROCESSING);
        assertThat(shop.state.moneyMoved).containsExactly("235 10.50");
        assertThat(order(235).refunds()).extracting(Refund::idempotencyKey).containsExactly("refund-key-1");
    }

    @Test
    void theWholeAmountRefundsTheOrder() {
        Order after = refund(of(235, "105.28"), "k1");
        assertThat(after.status()).isEqualTo(OrderStatus.REFUNDED);
        assertThat(after.payment()).isEqualTo(PaymentStatus.REFUNDED);
        assertThatThrownBy(() -> refund(of(235, "0.01"), "k2")).isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void theSameKeyNeverRefundsTwice() {
        String revision = order(235).revision();
        adapter.perform(of(235, "10.50"), "k1", revision);
        assertThat(adapter.perform(of(235, "10.50"), "k1", revision).refunds()).hasSize(1);
        assertThat(shop.state.moneyMoved).hasSize(1);
    }

    @Test
    void anotherKeyNeedsToHaveSeenTheFirstRefund() {
        String revision = order(235).revision();
        adapter.perform(of(235, "10.50"), "k1", revision);
        assertThatThrownBy(() -> adapter.perform(of(235, "10.50"), "k2", revision))
                .isInstanceOf(AdapterException.Refused.class);
        assertThat(refund(of(235, "10.50"), "k2").refunds()).hasSize(2);
        assertThat(shop.state.moneyMoved).hasSize(2);
    }

    @Test
    void aLineIsRefundedWithItsTaxesAndRestockedBeforeItWasSent() {
        JsonNode line = shop.state.orders.get(200L).path("line_items").path(0);
        BigDecimal gross = new BigDecimal(line.path("total").asText())
                .add(new BigDecimal(line.path("total_tax").asText()))
                .divide(BigDecimal.valueOf(line.path("quantity").asLong()));
        refund(of(200, gross.toPlainString(), new LineQuantity(line.path("id").asText(), 1)), "k1");
        JsonNode made = shop.state.refundsOf(200).get(0).path("line_items").path(0);
        assertThat(made.path("quantity").asInt()).isEqualTo(-1);
        assertThat(Json.text(Json.meta(made), "_refunded_item_id"))
                .isEqualTo(line.path("id").asText());
        assertThat(new BigDecimal(made.path("total").asText()).negate())
                .isLessThanOrEqualTo(gross)
                .isGreaterThan(BigDecimal.ZERO);
    }

    @Test
    void moreUnitsThanWereBoughtOrAreLeftAreRefused() {
        String line = shop.state
                .orders
                .get(235L)
                .path("line_items")
                .path(0)
                .path("id")
                .asText();
        assertThatThrownBy(() -> refund(of(235, "1.00", new LineQuantity(line, 2)), "k1"))
                .isInstanceOf(AdapterException.Refused.class);
        assertThatThrownBy(() -> refund(of(235, "1.00", new LineQuantity(line, 0)), "k1"))
                .isInstanceOf(AdapterException.Refused.class);
        assertThatThrownBy(() -> refund(of(235, "1.00", new LineQuantity("77", 1)), "k1"))
                .isInstanceOf(AdapterException.Refused.class);
        assertThatThrownBy(() -> refund(of(235, "1.00", new LineQuantity(line, 1), new LineQuantity(line, 1)), "k1"))
                .isInstanceOf(AdapterException.Refused.class);
        refund(of(235, "1.00", new LineQuantity(line, 1)), "k1");
        assertThatThrownBy(() -> refund(of(235, "1.00", new LineQuantity(line, 1)), "k2"))
                .as("the one unit went back already")
                .isInstanceOf(AdapterException.Refused.class);
        assertThat(shop.state.moneyMoved).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1.00", "105.29", "99999", "1.005"})
    void anAmountThatIsNoneIsRefusedBeforeAnyWrite(String amount) {
        assertThatThrownBy(() -> refund(of(235, amount), "k1")).isInstanceOf(AdapterException.Refused.class);
        assertThat(shop.count("P")).isZero();
    }

    @Test
    void anotherCurrencyAndAnUnpaidOrderAreRefused() {
        assertThatThrownBy(() -> refund(new RefundMoney("235", List.of(), Money.of("1.00", "EUR"), "x"), "k1"))
                .isInstanceOf(AdapterException.Refused.class);
        assertThatThrownBy(() -> refund(of(239, "1.00"), "k1")).isInstanceOf(AdapterException.Refused.class);
        assertThat(shop.count("P")).isZero();
    }

    @Test
    void whatThePaymentProviderDeclinesIsRefusedAndLeavesTheWayFree() {
        RefundMoney declined = new RefundMoney("235", List.of(), Money.of("1.00", "GBP"), "DECLINE please");
        assertThatThrownBy(() -> refund(declined, "k1"))
                .isInstanceOf(AdapterException.Refused.class)
                .hasMessageContaining("woocommerce_rest_cannot_create_order_refund");
        assertThat(shop.state.moneyMoved).isEmpty();
        assertThat(refund(of(235, "1.00"), "k2").refunds()).hasSize(1);
    }

    @Test
    void aBankTransferCannotBeSentBackAndNothingIsClaimed() {
        shop.state.orders.get(247L).put("date_paid_gmt", "2026-11-01T00:00:00");
        assertThatThrownBy(() -> refund(of(247, "1.00"), "k1")).isInstanceOf(AdapterException.Refused.class);
        assertThat(order(247).refunds()).isEmpty();
    }

    @Test
    void aLostAnswerIsFoundAgain() {
        String revision = order(235).revision();
        shop.plan("POST /orders/235/refunds", new Fault.CutAfter());
        assertThat(inDoubt(of(235, "10.50"), "k1", revision).mayHaveHappened()).isTrue();
        assertThat(adapter.perform(of(235, "10.50"), "k1", revision).refunds())
                .extracting(Refund::idempotencyKey)
                .containsExactly("k1");
        assertThat(shop.state.moneyMoved).hasSize(1);
    }

    @Test
    void whatMayStillBeOnItsWayIsWaitedFor() {
        String revision = order(235).revision();
        shop.plan("POST /orders/235/refunds", new Fault.CutBefore());
        assertThat(inDoubt(of(235, "10.50"), "k1", revision).mayHaveHappened()).isTrue();
        assertThat(inDoubt(of(235, "10.50"), "k1", revision).mayHaveHappened())
                .as("the first may be on its way")
                .isTrue();
        assertThat(inDoubt(of(235, "10.50"), "k2", revision).mayHaveHappened())
                .as("another one did not happen and waits too")
                .isFalse();
        assertThat(shop.state.moneyMoved).isEmpty();
        clock.pass(RefundWriter.ON_ITS_WAY.plusSeconds(1));
        assertThat(adapter.perform(of(235, "10.50"), "k1", revision).refunds()).hasSize(1);
        assertThat(shop.state.moneyMoved).hasSize(1);
    }

    @Test
    void aRequestThatTheShopTakesUpLateIsNotDoubled() {
        String revision = order(235).revision();
        shop.plan("POST /orders/235/refunds", new Fault.Late(Duration.ofMillis(300)));
        assertThat(inDoubt(of(235, "10.50"), "k1", revision).mayHaveHappened()).isTrue();
        assertThat(inDoubt(of(235, "10.50"), "k1", revision).mayHaveHappened()).isTrue();
        shop.rest();
        assertThat(adapter.perform(of(235, "10.50"), "k1", revision).refunds()).hasSize(1);
        assertThat(shop.state.moneyMoved).hasSize(1);
    }

    @Test
    void aRefundThatTheShopBeganAndNeverFinishedIsNeitherClaimedNorRepeated() {
        String revision = order(235).revision();
        shop.plan("POST /orders/235/refunds", new Fault.DieInGateway());
        assertThat(inDoubt(of(235, "10.50"), "k1", revision).mayHaveHappened()).isTrue();
        clock.pass(Duration.ofDays(1));
        assertThat(inDoubt(of(235, "10.50"), "k1", revision).mayHaveHappened()).isTrue();
        assertThat(order(235).refunds())
                .as("the shop's record is shown, but not as one that we made")
                .extracting(Refund::idempotencyKey)
                .containsOnlyNulls();
        assertThat(shop.state.moneyMoved).hasSize(1);
    }

    @Test
    void aRefundThatCannotBeReadBackIsInDoubtAndFoundLater() {
        String revision = order(235).revision();
        shop.plan("GET /orders/235/refunds", Fault.Instead.html(502));
        assertThat(inDoubt(of(235, "10.50"), "k1", revision).mayHaveHappened()).isTrue();
        assertThat(adapter.perform(of(235, "10.50"), "k1", revision).refunds()).hasSize(1);
        assertThat(shop.state.moneyMoved).hasSize(1);
    }

    @Test
    void anAnnouncementThatFailsMovesNoMoneyAndSaysSo() {
        String revision = order(235).revision();
        shop.plan("PUT /orders/235", Fault.Instead.html(502));
        assertThat(inDoubt(of(235, "10.50"), "k1", revision).mayHaveHappened()).isFalse();
        assertThat(adapter.perform(of(235, "10.50"), "k1", revision).refunds()).hasSize(1);
        assertThat(shop.state.moneyMoved).hasSize(1);
    }

    @Test
    void aChangeBetweenTheLooksStopsTheRefund() {
        String revision = order(235).revision();
        WooCommerceAdapter other = OpenShop.adapter(shop, clock);
        shop.plan("PUT /orders/235", new Fault.Slow(Duration.ofMillis(400)));
        Thread merchant = Thread.startVirtualThread(() -> {
            ShopSimulator.sleep(Duration.ofMillis(150));
            shop.state.orders.get(235L).put("status", "on-hold");
        });
        assertThatThrownBy(() -> adapter.perform(of(235, "10.50"), "k1", revision))
                .isInstanceOf(AdapterException.Refused.class);
        assertThat(merchant.isAlive()).isFalse();
        assertThat(shop.state.moneyMoved).isEmpty();
        assertThat(other.perform(of(235, "10.50"), "k2", order(235).revision()).refunds())
                .hasSize(1);
        other.close();
    }

    /** Java also calls it a failed handshake when the shop ends a connection that was in use, with a request on its way. */
    @Test
    void aBrokenTlsSessionIsNoProofThatNothingWasSent() {
        HttpClient real = ShopClient.trusting(ShopSimulator.authority());
        HttpClient breaking =
                new BreakingClient(real, () -> new SSLHandshakeException("Remote host terminated the handshake"));
        Map<String, String> settings = OpenShop.settings(shop);
        settings.remove("trustedCertificate");
        WooCommerceAdapter broken = (WooCommerceAdapter) new WooCommerceProvider()
                .open(new Connection(new ConnectionId("wc1"), settings), OpenShop.context(clock, breaking));
        String revision = order(235).revision();
        assertThat(catchThrowableOfType(
                                AdapterException.Unavailable.class,
                                () -> broken.perform(of(235, "10.50"), "k1", revision))
                        .mayHaveHappened())
                .isTrue();
        assertThat(inDoubt(of(235, "10.50"), "k1", revision).mayHaveHappened()).isTrue();
        for (int wait = 0; wait < 200 && shop.state.moneyMoved.isEmpty(); wait++) {
            ShopSimulator.sleep(Duration.ofMillis(10));
        }
        shop.rest();
        assertThat(adapter.perform(of(235, "10.50"), "k1", revision).refunds()).hasSize(1);
        assertThat(shop.state.moneyMoved).hasSize(1);
        real.shutdownNow();
    }
}
