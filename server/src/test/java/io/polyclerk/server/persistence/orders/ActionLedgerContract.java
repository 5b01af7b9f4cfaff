package io.polyclerk.server.persistence.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.action.ActionId;
import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.ActionLedger;
import io.polyclerk.core.action.ActionLedger.Finding;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.Outcome;
import io.polyclerk.core.action.Policy;
import io.polyclerk.core.action.Proposal;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnStore.StaleConversation;
import io.polyclerk.core.skill.ActionTickets;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.conversations.TicketState;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.server.persistence.orders.ActionDesk.Decided;
import io.polyclerk.server.persistence.orders.ActionDesk.Filter;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger of changes to orders promises, on every database. */
abstract class ActionLedgerContract {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final ConnectionId CONNECTION = new ConnectionId("tg");
    private static final ConnectionId SHOP = new ConnectionId("shop");

    private Database database;
    private Stores stores;
    private ActionLedger ledger;
    private ActionDesk desk;

    /** An empty database. */
    abstract Database open() throws Exception;

    @BeforeEach
    void openStores() throws Exception {
        database = open();
        stores = Stores.on(database);
        ledger = stores.ledger();
        desk = new ActionDesk(database);
        empty();
    }

    @AfterEach
    void closeStores() {
        empty();
        database.close();
    }

    private void empty() {
        database.write(session -> {
            for (String table :
                    List.of("order_action", "policy", "message", "ticket", "conversation", "audit", "event")) {
                session.update("delete from " + table);
            }
            return true;
        });
    }

    @Test
    void aRowComesBackAsItWas() {
        OrderAction address = new OrderAction.ChangeAddress(
                "7", new Address(null, "5 Rose Lane", null, "Łódź", null, "90-001", "PL", null));
        LedgerEntry entry = LedgerEntry.proposed(proposal(conversation("a"), "7", address));
        commit("a", new LedgerChange.Add(entry));
        assertThat(ledger.find(entry.id())).contains(entry);
        assertThat(entry.toString()).doesNotContain("Rose");
    }

    @Test
    void aProposalIsConfirmedOnce() {
        LedgerEntry entry = proposed("a", "1");
        commit("a", new LedgerChange.Confirm(entry.id(), false, NOW));
        assertThat(state(entry)).isEqualTo(ActionState.CONFIRMED);
        assertThatThrownBy(() -> commit("a", new LedgerChange.Confirm(entry.id(), false, NOW)))
                .isInstanceOf(StaleConversation.class);
        assertThatThrownBy(() -> commit("a", new LedgerChange.Decline(entry.id(), NOW)))
                .isInstanceOf(StaleConversation.class);
    }

    @Test
    void aTurnWhoseConfirmationIsRefusedStoresNothingElse() {
        LedgerEntry entry = proposed("a", "1");
        commit("a", new LedgerChange.Decline(entry.id(), NOW));
        LedgerEntry other = LedgerEntry.proposed(proposal(conversation("a"), "2", cancel("2")));
        assertThatThrownBy(() ->
                        commit("a", new LedgerChange.Add(other), new LedgerChange.Confirm(entry.id(), false, NOW)))
                .isInstanceOf(StaleConversation.class);
        assertThat(ledger.find(other.id())).isEmpty();
    }

    @Test
    void twoConversationsCannotChangeOneOrderAtOnce() {
        LedgerEntry one = proposed("a", "1");
        LedgerEntry other = proposed("b", "1");
        commit("a", new LedgerChange.Confirm(one.id(), true, NOW));
        assertThatThrownBy(() -> commit("b", new LedgerChange.Confirm(other.id(), false, NOW)))
                .isInstanceOf(StaleConversation.class);
        desk.reject(one.id().value(), "token", NOW);
        commit("b", new LedgerChange.Confirm(other.id(), false, NOW));
        assertThat(state(other)).isEqualTo(ActionState.CONFIRMED);
    }

    @Test
    void ofManyWorkersOneBegins() throws Exception {
        LedgerEntry entry = confirmed("a", "1");
        List<Callable<Boolean>> workers = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(worker -> () -> ledger.begin(entry, NOW, NOW.plusSeconds(60)))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(workers).stream().filter(begun -> begun.resultNow()))
                    .hasSize(1);
        }
        LedgerEntry begun = ledger.find(entry.id()).orElseThrow();
        assertThat(begun.state()).isEqualTo(ActionState.ATTEMPTED);
        assertThat(begun.progress().attempts()).isEqualTo(1);
    }

    @Test
    void whoComesLateRecordsNothing() {
        LedgerEntry entry = confirmed("a", "1");
        ledger.begin(entry, NOW, NOW);
        LedgerEntry begun = ledger.find(entry.id()).orElseThrow();
        assertThat(ledger.record(begun, finding(ActionState.DONE))).isTrue();
        assertThat(ledger.record(begun, finding(ActionState.REFUSED))).isFalse();
        assertThat(state(entry)).isEqualTo(ActionState.DONE);
        assertThat(ledger.find(entry.id()).orElseThrow().outcome()).isNotNull();
    }

    @Test
    void whatIsDoneIsOpenUntilItIsTold() {
        LedgerEntry entry = confirmed("a", "1");
        ledger.begin(entry, NOW, NOW);
        ledger.record(ledger.find(entry.id()).orElseThrow(), finding(ActionState.DONE));
        assertThat(ledger.open(conversation("a"))).hasSize(1);
        assertThat(stores.turns().unfinished()).contains(conversation("a"));
        commit("a", new LedgerChange.Tell(entry.id(), ActionState.DONE));
        assertThat(ledger.open(conversation("a"))).isEmpty();
        assertThatThrownBy(() -> commit("a", new LedgerChange.Tell(entry.id(), ActionState.DONE)))
                .isInstanceOf(StaleConversation.class);
    }

    @Test
    void anAttemptThatACrashCutOffIsNobodys() {
        LedgerEntry entry = confirmed("a", "1");
        ledger.begin(entry, NOW, NOW.plus(Duration.ofHours(1)));
        assertThat(stores.turns().unfinished()).contains(conversation("a"));
        assertThat(ledger.releaseInterrupted(NOW)).isEqualTo(1);
        assertThat(ledger.find(entry.id()).orElseThrow().progress().dueAt()).isEqualTo(NOW);
    }

    @Test
    void whatWasConfirmedIsCounted() {
        confirmed("a", "1");
        confirmed("b", "2");
        proposed("a", "3");
        var usage = ledger.usage("demo", conversation("a"), ActionKind.CANCEL, NOW.minusSeconds(1));
        assertThat(usage.merchant()).isEqualTo(2);
        assertThat(usage.shopper()).isEqualTo(1);
        assertThat(ledger.usage("demo", conversation("a"), ActionKind.CANCEL, NOW.plusSeconds(1))
                        .merchant())
                .isZero();
        assertThat(ledger.usage("other", conversation("a"), ActionKind.REFUND, NOW)
                        .shopper())
                .isZero();
    }

    @Test
    void anApprovalIsGivenOnceAndClosesItsTicket() {
        LedgerEntry entry = proposed("a", "1");
        TicketDraft ticket = ActionTickets.approval(entry);
        accept("a");
        Conversation conversation =
                stores.turns().conversation(conversation("a")).orElseThrow();
        stores.turns()
                .commit(new Result(
                        conversation,
                        List.of(),
                        null,
                        List.of(),
                        List.of(ticket),
                        null,
                        List.of(new LedgerChange.Confirm(entry.id(), true, NOW)),
                        NOW));
        assertThat(desk.list(new Filter("demo", ActionState.AWAITING_APPROVAL, null, null, null, 10)))
                .hasSize(1);
        assertThat(desk.approve(entry.id().value(), "token", NOW)).isEqualTo(Decided.DONE);
        assertThat(desk.approve(entry.id().value(), "token", NOW)).isEqualTo(Decided.REPEATED);
        assertThat(desk.reject(entry.id().value(), "token", NOW)).isEqualTo(Decided.OUT_OF_PLACE);
        assertThat(desk.approve("none", "token", NOW)).isEqualTo(Decided.MISSING);
        assertThat(state(entry)).isEqualTo(ActionState.CONFIRMED);
        assertThat(ledger.find(entry.id()).orElseThrow().progress().decidedBy()).isEqualTo("token");
        assertThat(new ConversationArchive(database)
                        .tickets(new ConversationArchive.TicketFilter("demo", null, TicketState.OPEN, null, null, 10)))
                .isEmpty();
        assertThat(new AuditLog(database).entries(null, null, 10))
                .anyMatch(deed ->
                        deed.action().equals("approve") && deed.subject().equals("action " + entry.id()));
    }

    @Test
    void whatARejectionLeavesIsToldAndFree() {
        LedgerEntry entry = proposed("a", "1");
        commit("a", new LedgerChange.Confirm(entry.id(), true, NOW));
        assertThat(desk.reject(entry.id().value(), "token", NOW)).isEqualTo(Decided.DONE);
        assertThat(ledger.open(conversation("a"))).hasSize(1);
        assertThat(state(entry)).isEqualTo(ActionState.REJECTED);
    }

    @Test
    void aPolicyComesBackAsItWasAndNoticesTwoEditors() {
        SqlPolicies policies = new SqlPolicies(database);
        assertThat(policies.of("demo")).isEqualTo(Policy.DEFAULT);
        Policy none = new Policy(Map.of());
        assertThat(policies.put("demo", none, "token", 0L, NOW)).isPresent();
        assertThat(policies.put("demo", Policy.DEFAULT, "token", 0L, NOW)).isEmpty();
        assertThat(policies.of("demo")).isEqualTo(none);
        assertThat(policies.put("demo", Policy.DEFAULT, "token", 1L, NOW)).isPresent();
        assertThat(policies.of("demo")).isEqualTo(Policy.DEFAULT);
        assertThat(policies.of("other")).isEqualTo(Policy.DEFAULT);
    }

    private LedgerEntry proposed(String chat, String order) {
        LedgerEntry entry = LedgerEntry.proposed(proposal(conversation(chat), order, cancel(order)));
        commit(chat, new LedgerChange.Add(entry));
        return entry;
    }

    private LedgerEntry confirmed(String chat, String order) {
        LedgerEntry entry = proposed(chat, order);
        commit(chat, new LedgerChange.Confirm(entry.id(), false, NOW));
        return ledger.find(entry.id()).orElseThrow();
    }

    private static OrderAction cancel(String order) {
        return new OrderAction.Cancel(order, "asked for");
    }

    private static Proposal proposal(ConversationId conversation, String order, OrderAction action) {
        return new Proposal(
                ActionId.random(),
                new Proposal.Who(conversation, "demo", "sender \u00e9", "en"),
                SHOP,
                "10" + order,
                "r1",
                action,
                Money.of("12.50", "EUR"),
                false,
                NOW,
                NOW.plusSeconds(900));
    }

    private static Finding finding(ActionState state) {
        Outcome outcome = new Outcome(
                "r2", OrderStatus.CANCELLED, PaymentStatus.PAID, Money.of("12.50", "EUR"), Money.of("0", "EUR"));
        return new Finding(state, outcome, null, false, null, NOW);
    }

    private ActionState state(LedgerEntry entry) {
        return ledger.find(entry.id()).orElseThrow().state();
    }

    private void commit(String chat, LedgerChange... changes) {
        Conversation conversation =
                stores.turns().conversation(conversation(chat)).orElseThrow();
        stores.turns()
                .commit(new Result(conversation, List.of(), null, List.of(), List.of(), null, List.of(changes), NOW));
    }

    private ConversationId conversation(String chat) {
        return accept(chat);
    }

    private ConversationId accept(String chat) {
        ConversationKey key = new ConversationKey(CONNECTION, chat);
        InboundMessage message =
                new InboundMessage(key, "m" + System.nanoTime(), Sender.of("s"), NOW, List.of(new Content.Text("hi")));
        return stores.inbox()
                .accept(CONNECTION, "demo", List.of(new ChannelEvent.MessageReceived(message)), null, NOW)
                .awake()
                .get(0);
    }
}
