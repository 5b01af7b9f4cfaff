package io.polyclerk.core.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.action.LedgerEntry.Progress;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.fake.EmptyStore;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.fake.HandClock;
import io.polyclerk.core.fake.InMemoryLedger;
import io.polyclerk.core.fake.OneChannel;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.OrderActions;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Refund;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a confirmed change, whatever the store answers. */
class ActionWorkerTest {

    private static final ConnectionId STORE = new ConnectionId("shop");
    private static final Instant NOW = FakeStore.NOW;
    private static final OrderAction CANCEL = new OrderAction.Cancel("3", "asked");
    private static final OrderAction REFUND =
            new OrderAction.RefundMoney("3", List.of(), Money.of("60.00", "GBP"), "late");
    private static final Order OPEN = FakeStore.placed("3", "2001", OrderStatus.PROCESSING, PaymentStatus.PAID);
    private static final Order CANCELLED = FakeStore.placed("3", "2001", OrderStatus.CANCELLED, PaymentStatus.PAID);

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final Shop shop = new Shop();
    private final Stores stores = new Stores();
    private final List<String> counted = new ArrayList<>();
    private final HandClock clock = new HandClock(NOW);
    private final ActionWorker worker =
            new ActionWorker(ledger, stores, (name, label) -> counted.add(name + " " + label), clock);

    @Test
    void whatTheStoreShowsIsDone() {
        shop.answers.add(() -> {
            LedgerEntry row = ledger.rows.values().iterator().next();
            assertThat(row.state()).as("recorded before the call").isEqualTo(ActionState.ATTEMPTED);
            assertThat(row.progress().dueAt()).isEqualTo(NOW.plus(ActionWorker.LEASE));
            return CANCELLED;
        });
        LedgerEntry done = worker.work(confirmed(CANCEL));
        assertThat(done.state()).isEqualTo(ActionState.DONE);
        assertThat(done.outcome()).isEqualTo(Outcome.of(CANCELLED));
        assertThat(done.progress().dueAt()).isNull();
        assertThat(shop.calls).containsExactly(done.id() + " r1");
        assertThat(counted).containsExactly("action_attempts cancel", "actions done");
    }

    @Test
    void whatTheStoreTookAndDoesNotShowIsReadBackAndThenAskedForAgainWithTheSameKey() {
        shop.answers.add(() -> OPEN);
        LedgerEntry doubtful = worker.work(confirmed(CANCEL));
        assertState(doubtful, ActionState.UNCERTAIN, 1, NOW.plusSeconds(2));
        assertThat(doubtful.progress().doubtful()).isTrue();
        assertThat(counted).containsExactly("action_attempts cancel", "action_doubts cancel");
        clock.put(NOW.plus(ActionWorker.WRITE_ON_ITS_WAY).minusNanos(1));
        LedgerEntry waiting = worker.work(doubtful);
        assertState(waiting, ActionState.UNCERTAIN, 1, NOW.plus(ActionWorker.WRITE_ON_ITS_WAY));
        clock.put(NOW.plus(ActionWorker.WRITE_ON_ITS_WAY));
        shop.answers.add(() -> CANCELLED);
        assertThat(worker.work(waiting).state()).isEqualTo(ActionState.DONE);
        assertThat(shop.calls).hasSize(2).containsOnly(doubtful.id() + " r1");
    }

    @Test
    void aWriteThatIsNeverShownIsLeftToAHumanAfterSixTimes() {
        LedgerEntry row = confirmed(CANCEL);
        for (int i = 0; i < ActionWorker.MOST_ATTEMPTS; i++) {
            shop.answers.add(() -> OPEN);
        }
        while (row.state().isUnderway()) {
            row = worker.work(row);
            clock.pass(Duration.ofSeconds(5));
        }
        assertThat(row.state()).isEqualTo(ActionState.UNRESOLVED);
        assertThat(row.outcome()).isEqualTo(Outcome.of(OPEN));
        assertThat(shop.calls).hasSize(ActionWorker.MOST_ATTEMPTS);
    }

    @Test
    void aRefundInDoubtIsNotAskedForTwiceHoweverLongItTakes() {
        shop.answers.add(lost());
        LedgerEntry row = worker.work(confirmed(REFUND));
        shop.order = refunded("another key");
        Instant settled = NOW.plus(ActionWorker.MONEY_ON_ITS_WAY);
        while (clock.instant().isBefore(settled)) {
            row = worker.work(row);
            assertThat(row.state()).isEqualTo(ActionState.UNCERTAIN);
            clock.pass(Duration.ofSeconds(1));
        }
        row = worker.work(row);
        assertThat(row.state()).isEqualTo(ActionState.UNRESOLVED);
        assertThat(row.outcome()).isEqualTo(Outcome.of(shop.order));
        assertThat(shop.calls).hasSize(1);
    }

    @Test
    void aRefundThatShowsLateIsDone() {
        shop.answers.add(lost());
        LedgerEntry row = worker.work(confirmed(REFUND));
        shop.order = refunded(row.id().value());
        clock.put(NOW.plusSeconds(2));
        assertThat(worker.work(row).state()).isEqualTo(ActionState.DONE);
    }

    @Test
    void aStoreThatIsTooBusyIsAskedAgainWhenItSaysSo() {
        shop.answers.add(failing(new AdapterException.RateLimited("slow down", Duration.ofSeconds(40))));
        LedgerEntry row = worker.work(confirmed(CANCEL));
        assertState(row, ActionState.CONFIRMED, 1, NOW.plusSeconds(40));
        assertThat(row.progress().reason()).isEqualTo("slow down");
        assertThat(row.progress().doubtful()).isFalse();
        clock.put(NOW.plusSeconds(40).minusNanos(1));
        assertThat(worker.work(row)).isEqualTo(row);
        clock.put(NOW.plusSeconds(40));
        shop.answers.add(() -> CANCELLED);
        assertThat(worker.work(row).state()).isEqualTo(ActionState.DONE);
    }

    @Test
    void aStoreThatIsAwayIsAskedSixTimesWithLongerPausesAndThenNothingWasChanged() {
        LedgerEntry row = confirmed(CANCEL);
        for (int attempt = 1; attempt < ActionWorker.MOST_ATTEMPTS; attempt++) {
            shop.answers.add(away());
            row = worker.work(row);
            assertState(row, ActionState.CONFIRMED, attempt, clock.instant().plusSeconds(1L << attempt));
            clock.put(Objects.requireNonNull(row.progress().dueAt()));
        }
        shop.answers.add(away());
        row = worker.work(row);
        assertState(row, ActionState.REFUSED, ActionWorker.MOST_ATTEMPTS, null);
    }

    static Stream<AdapterException> noes() {
        return Stream.of(
                new AdapterException.CredentialsRejected("no"),
                new AdapterException.Unsupported("no"),
                new AdapterException.Refused("no"));
    }

    @ParameterizedTest
    @MethodSource("noes")
    void aNoToTheFirstWriteIsTheEnd(AdapterException no) {
        shop.answers.add(failing(no));
        LedgerEntry row = worker.work(confirmed(CANCEL));
        assertState(row, ActionState.REFUSED, 1, null);
        assertThat(row.progress().reason()).isEqualTo("no");
        assertThat(counted).containsExactly("action_attempts cancel", "actions refused");
    }

    @ParameterizedTest
    @CsvSource({"true,false,DONE", "false,false,REFUSED", "false,true,UNCERTAIN"})
    void aNoToARepeatedWriteMayMeanThatTheFirstWasDone(boolean shown, boolean unreadable, ActionState state) {
        shop.answers.add(lost());
        LedgerEntry row = worker.work(confirmed(CANCEL));
        clock.put(NOW.plus(ActionWorker.WRITE_ON_ITS_WAY));
        shop.answers.add(() -> {
            shop.order = shown ? CANCELLED : OPEN;
            shop.isUnreadable = unreadable;
            throw new AdapterException.Refused("it has changed");
        });
        row = worker.work(row);
        assertThat(row.state()).isEqualTo(state);
        assertThat(row.outcome()).isEqualTo(shown ? Outcome.of(CANCELLED) : null);
        assertThat(shop.calls).hasSize(2);
    }

    @Test
    void whatIsInDoubtStaysSoWhenTheRepetitionDoesNotGetThrough() {
        for (Supplier<Order> failure :
                List.of(away(), failing(new AdapterException.RateLimited("slow down", Duration.ofSeconds(2))))) {
            clock.put(NOW);
            shop.answers.add(lost());
            LedgerEntry row = worker.work(confirmed(CANCEL));
            clock.put(NOW.plus(ActionWorker.WRITE_ON_ITS_WAY));
            shop.answers.add(failure);
            row = worker.work(row);
            assertThat(row.state()).isEqualTo(ActionState.UNCERTAIN);
            assertThat(row.progress().doubtful()).isTrue();
            assertThat(row.progress().attempts()).isEqualTo(2);
        }
    }

    @Test
    void aFaultOfTheAdapterMayHaveWritten() {
        shop.answers.add(failing(new IllegalStateException("a bug")));
        LedgerEntry row = worker.work(confirmed(REFUND));
        assertThat(row.state()).isEqualTo(ActionState.UNCERTAIN);
        assertThat(row.progress().doubtful()).isTrue();
        assertThat(row.progress().reason()).doesNotContain("a bug");
    }

    @Test
    void anAttemptWhoseWorkerIsGoneIsInDoubtOnceItsLeaseHasEnded() {
        LedgerEntry confirmed = confirmed(REFUND);
        ledger.begin(confirmed, NOW, NOW.plus(ActionWorker.LEASE));
        LedgerEntry attempted = ledger.find(confirmed.id()).orElseThrow();
        clock.put(NOW.plus(ActionWorker.LEASE).minusNanos(1));
        assertThat(worker.work(attempted)).isEqualTo(attempted);
        clock.put(NOW.plus(ActionWorker.LEASE));
        LedgerEntry row = worker.work(attempted);
        assertThat(row.state()).isEqualTo(ActionState.UNCERTAIN);
        assertThat(row.progress().doubtful()).isTrue();
        assertThat(shop.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false,REFUSED", "true,UNRESOLVED"})
    void withoutItsStoreNothingIsWrittenAndNothingThatMayHaveBeenIsDenied(boolean doubtful, ActionState state) {
        for (List<StoreAdapter> connected : List.<List<StoreAdapter>>of(List.of(), List.of(new EmptyStore()))) {
            stores.here = connected;
            stores.others = List.of(shop);
            shop.order = CANCELLED;
            LedgerEntry row = worker.work(confirmed(CANCEL, doubtful));
            assertThat(row.state()).isEqualTo(state);
            assertThat(row.progress().reason()).contains("not connected");
        }
        assertThat(shop.calls).as("another store").isEmpty();
    }

    @Test
    void aStoreThatDoesNotSayHowTheOrderStandsIsAskedForHalfAnHour() {
        shop.answers.add(lost());
        LedgerEntry row = worker.work(confirmed(REFUND));
        shop.isUnreadable = true;
        clock.put(NOW.plus(ActionWorker.MONEY_ON_ITS_WAY.multipliedBy(2)));
        row = worker.work(row);
        assertState(row, ActionState.UNCERTAIN, 1, clock.instant().plus(ActionWorker.LONGEST_PAUSE));
        clock.put(clock.instant().plus(ActionWorker.LONGEST_PAUSE));
        row = worker.work(row);
        assertThat(row.state()).isEqualTo(ActionState.UNRESOLVED);
        assertThat(row.outcome()).isNull();
    }

    @Test
    void anotherOrderOfTheSameNumberSaysNothing() {
        shop.answers.add(lost());
        LedgerEntry row = worker.work(confirmed(CANCEL));
        shop.order = FakeStore.placed("4", "2001", OrderStatus.CANCELLED, PaymentStatus.PAID);
        clock.put(NOW.plusSeconds(2));
        assertThat(worker.work(row).state()).isEqualTo(ActionState.UNCERTAIN);
    }

    @Test
    void whoWasSlowerOrFindsNoRowWritesNothing() {
        LedgerEntry stale = confirmed(CANCEL);
        ledger.begin(stale, NOW, NOW.plus(ActionWorker.LEASE));
        assertThat(worker.work(stale).state()).isEqualTo(ActionState.ATTEMPTED);
        ledger.rows.clear();
        assertThat(worker.work(stale)).isEqualTo(stale);
        assertThat(shop.calls).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ActionKind.class)
    void aKindIsFoundByItsWireNameAlone(ActionKind kind) {
        assertThat(ActionKind.ofWireName(kind.wireName())).contains(kind);
        assertThat(ActionKind.ofWireName(kind.name())).isEmpty();
        assertThat(ActionId.random()).isNotEqualTo(ActionId.random());
        assertThat(ActionId.ofThing("a")).isEqualTo(ActionId.ofThing("a")).isNotEqualTo(ActionId.ofThing("b"));
    }

    @Test
    void aShopperIsToldThatAWriteIsUnderwayOnceItWasTried() {
        LedgerEntry row = confirmed(CANCEL);
        assertThat(row.isToBeTold()).isFalse();
        shop.answers.add(away());
        assertThat(worker.work(row).isToBeTold()).isTrue();
    }

    private LedgerEntry confirmed(OrderAction action) {
        return confirmed(action, false);
    }

    private LedgerEntry confirmed(OrderAction action, boolean doubtful) {
        Proposal proposal = new Proposal(
                ActionId.random(),
                new Proposal.Who(new ConversationId("c1"), "demo", "s1", "en"),
                STORE,
                "2001",
                "r1",
                action,
                null,
                false,
                NOW,
                NOW.plusSeconds(600));
        Progress progress = new Progress(0, NOW, null, null, doubtful, null, null);
        LedgerEntry row = new LedgerEntry(proposal, ActionState.CONFIRMED, progress, null, null);
        ledger.rows.put(row.id(), row);
        return row;
    }

    private static void assertState(LedgerEntry row, ActionState state, int attempts, @Nullable Instant dueAt) {
        assertThat(row.state()).isEqualTo(state);
        assertThat(row.progress().attempts()).isEqualTo(attempts);
        assertThat(row.progress().dueAt()).isEqualTo(dueAt);
    }

    private static Supplier<Order> failing(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }

    private static Supplier<Order> lost() {
        return failing(new AdapterException.Unavailable("no answer", true, null));
    }

    private static Supplier<Order> away() {
        return failing(new AdapterException.Unavailable("away", false, null));
    }

    private static Order refunded(String key) {
        return new Order(
                OPEN.id(),
                OPEN.number(),
                OPEN.revision(),
                OPEN.status(),
                PaymentStatus.REFUNDED,
                OPEN.placedAt(),
                OPEN.updatedAt(),
                OPEN.total(),
                OPEN.lines(),
                OPEN.customer(),
                OPEN.billingAddress(),
                OPEN.shippingAddress(),
                OPEN.shipments(),
                List.of(new Refund("f1", OPEN.total(), null, NOW, key)),
                OPEN.returns(),
                null,
                null);
    }

    private final class Stores extends OneChannel {
        private List<StoreAdapter> here = List.of(shop);
        private List<StoreAdapter> others = List.of();

        @Override
        public List<OpenStore> storesOf(String merchant) {
            return Stream.concat(
                            others.stream().map(other -> new OpenStore(new ConnectionId("other"), other)),
                            here.stream().map(one -> new OpenStore(STORE, one)))
                    .toList();
        }
    }

    /** Answers as it is told, and shows what it is told. */
    private static final class Shop extends EmptyStore implements OrderActions {
        private final Deque<Supplier<Order>> answers = new ArrayDeque<>();
        private final List<String> calls = new ArrayList<>();
        private Order order = OPEN;
        private boolean isUnreadable;

        @Override
        public Order perform(OrderAction action, String idempotencyKey, String expectedRevision) {
            calls.add(idempotencyKey + " " + expectedRevision);
            return answers.remove().get();
        }

        @Override
        public Optional<Order> findOrder(String orderNumber) {
            if (isUnreadable) {
                throw new AdapterException.Unavailable("away", false, null);
            }
            return orderNumber.equals("2001") ? Optional.of(order) : Optional.empty();
        }
    }
}
