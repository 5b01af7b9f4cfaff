package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.action.ActionId;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.ActionWorker;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.LedgerEntry.Progress;
import io.polyclerk.core.action.Proposal;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.fake.InMemoryLedger;
import io.polyclerk.core.fake.OnlyStore;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the bot's ledger makes of this adapter: every kind of action, and a refund whose request or answer is lost. */
class ThroughTheLedgerTest extends ShopCase {

    private static final ConnectionId SHOP = new ConnectionId("wc1");
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final ActionWorker worker = new ActionWorker(ledger, new OnlyStore(SHOP, adapter), Counters.NONE, clock);

    @Test
    void aCancellationKeepsTheMoneyAndTheRefundThatFollowsGivesItBack() {
        LedgerEntry cancelled = work(new OrderAction.Cancel("235", "asked for"));
        assertThat(cancelled.state()).isEqualTo(ActionState.DONE);
        assertThat(shop.state.orders.get(235L).path("status").asText()).isEqualTo("cancelled");
        assertThat(shop.state.moneyMoved).isEmpty();
        Money held = cancelled.outcome().held();
        assertThat(held.isZero()).isFalse();
        LedgerEntry refunded = work(new OrderAction.RefundMoney("235", List.of(), held, "order cancelled"));
        assertThat(refunded.state()).isEqualTo(ActionState.DONE);
        assertThat(refunded.outcome().held().isZero()).isTrue();
        assertThat(shop.state.moneyMoved).hasSize(1);
    }

    @Test
    void anAddressIsChangedAndReadBack() {
        Address place = new Address(null, "42 New Street", null, "Sydney", null, "2001", null, null);
        assertThat(work(new OrderAction.ChangeAddress("235", place)).state()).isEqualTo(ActionState.DONE);
        assertThat(order("235").shippingAddress().city()).isEqualTo("Sydney");
    }

    @Test
    void aReturnIsRecordedOnTheOrder() {
        String line = order("253").lines().get(0).id();
        LedgerEntry entry =
                work(new OrderAction.RequestReturn("253", List.of(new LineQuantity(line, 1)), "wrong_size", null));
        assertThat(entry.state()).isEqualTo(ActionState.DONE);
        assertThat(order("253").returns()).hasSize(1);
    }

    @Test
    void aRefundWhoseAnswerIsLostIsFoundAndNotRepeated() {
        shop.plan("POST /orders/235/refunds", new Fault.CutAfter());
        LedgerEntry entry = refund();
        for (int i = 0; i < 30 && entry.state().isUnderway(); i++) {
            clock.pass(Duration.ofMinutes(1));
            entry = worker.work(entry);
        }
        assertThat(entry.state()).isEqualTo(ActionState.DONE);
        assertThat(entry.progress().attempts()).isEqualTo(1);
        assertThat(shop.state.moneyMoved).containsExactly("235 10.50");
    }

    @Test
    void aRefundThatNeverArrivedIsLeftToAHumanAndNotRepeated() {
        shop.plan("POST /orders/235/refunds", new Fault.CutBefore());
        LedgerEntry entry = refund();
        assertThat(entry.state()).isEqualTo(ActionState.UNCERTAIN);
        for (int i = 0; i < 30 && entry.state().isUnderway(); i++) {
            clock.pass(Duration.ofMinutes(1));
            entry = worker.work(entry);
        }
        assertThat(entry.state()).isEqualTo(ActionState.UNRESOLVED);
        assertThat(entry.progress().attempts()).isEqualTo(1);
        assertThat(shop.state.moneyMoved).isEmpty();
    }

    private LedgerEntry refund() {
        return work(new OrderAction.RefundMoney("235", List.of(), Money.of("10.50", "GBP"), "broken"));
    }

    /** Confirmed a moment ago, on the order as it is now. */
    private LedgerEntry work(OrderAction action) {
        Order order = order(action.orderId());
        Proposal proposal = new Proposal(
                ActionId.random(),
                new Proposal.Who(new ConversationId("c"), "demo", "s", "en"),
                SHOP,
                order.number(),
                order.revision(),
                action,
                null,
                false,
                clock.instant(),
                clock.instant());
        LedgerEntry entry = new LedgerEntry(
                proposal,
                ActionState.CONFIRMED,
                new Progress(0, clock.instant(), null, null, false, null, null),
                null,
                null);
        ledger.rows.put(entry.id(), entry);
        return worker.work(entry);
    }
}
