package io.polyclerk.server.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.fake.EmptyStore;
import io.polyclerk.core.fake.HandClock;
import io.polyclerk.core.fake.OnlyStore;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Coupons;
import io.polyclerk.spi.OrderActions;
import io.polyclerk.spi.OrderNotes;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.StoreCapabilities;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderNote;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadStoresTest {

    private static final ConnectionId SHOP = new ConnectionId("shop");

    private final HandClock clock = new HandClock(Instant.parse("2026-11-26T10:00:00Z"));
    private final Shop shop = new Shop();
    private final Told news = new Told();
    private final StorePatience patience = new StorePatience(Duration.ofMillis(300));
    private final ReadStores reading = new ReadStores(
            new OnlyStore(SHOP, shop),
            new ProductMemory(
                    news, new ReadLimits(Duration.ofMinutes(5), Duration.ofHours(6), Duration.ofMillis(300), 5), clock),
            patience,
            new CallCount(5, Counters.NONE, clock));

    @AfterEach
    void close() {
        patience.close();
    }

    private StoreAdapter storeFor(String conversation) {
        return reading.storesFor(new Conversation(
                        new ConversationId(conversation),
                        new ConversationKey(new ConnectionId("web"), conversation),
                        "demo",
                        Holder.BOT,
                        Memory.EMPTY,
                        1))
                .get(0)
                .adapter();
    }

    private List<Product> tents(String conversation) {
        return storeFor(conversation).searchProducts("tent", 3);
    }

    @Test
    void anAnswerCountsUntilItIsOldAndSaysOfWhenItIs() {
        List<Product> first = tents("a");
        clock.pass(Duration.ofMinutes(4));
        assertThat(tents("b")).isEqualTo(first);
        assertThat(shop.searches).hasValue(1);
        clock.pass(Duration.ofMinutes(2));
        assertThat(tents("c").get(0).variants().get(0).stock().asOf()).isEqualTo(clock.instant());
        assertThat(shop.searches).hasValue(2);
    }

    @Test
    void whatTheStoreTellsOfIsAskedForAgainAndNothingElse() {
        tents("a");
        news.changed("of another product");
        tents("b");
        assertThat(shop.searches).hasValue(1);
        news.changed("13");
        tents("c");
        assertThat(shop.searches).hasValue(2);
        tents("d");
        assertThat(shop.searches).as("the news is known by now").hasValue(2);
    }

    @Test
    void aStoreThatIsAwayIsToldFromMemoryAsOfThen() {
        var then = clock.instant();
        tents("a");
        shop.away = true;
        clock.pass(Duration.ofHours(5));
        assertThat(tents("b").get(0).variants().get(0).stock().asOf()).isEqualTo(then);
        clock.pass(Duration.ofHours(2));
        assertThatThrownBy(() -> tents("c")).isInstanceOf(AdapterException.Unavailable.class);
    }

    @Test
    void whileTheStoreIsAwayAnotherQuestionAboutTheSameIsToldFromMemoryToo() {
        tents("a");
        shop.away = true;
        assertThat(storeFor("b").searchProducts("how much is the Tent?", 3))
                .extracting(Product::id)
                .containsExactly("13");
        assertThatThrownBy(() -> storeFor("c").searchProducts("how much is the stove?", 3))
                .isInstanceOf(AdapterException.Unavailable.class);
    }

    @Test
    void ordersAreNeverToldFromMemory() {
        storeFor("a").findOrder("1001");
        storeFor("b").findOrder("1001");
        assertThat(shop.orders).hasValue(2);
    }

    @Test
    void aStoreThatIsSlowIsNotWaitedForLongerThanAShopperWould() {
        shop.slow = new CountDownLatch(1);
        assertThatThrownBy(() -> storeFor("a").findOrder("1001"))
                .isInstanceOf(AdapterException.Unavailable.class)
                .hasMessageContaining("longer");
        shop.slow.countDown();
    }

    @Test
    void aStoreThatIsAwayAgainAndAgainIsLeftAlone() {
        shop.away = true;
        for (int i = 0; i < 12; i++) {
            String conversation = "c" + i;
            assertThatThrownBy(() -> storeFor(conversation).findOrder("1001"))
                    .isInstanceOf(AdapterException.Unavailable.class);
        }
        assertThat(shop.orders).as("calls that reached the store").hasValue(5);
    }

    @Test
    void aRefusalOrAMissingOrderIsNoSignThatTheStoreIsAway() {
        for (int i = 0; i < 12; i++) {
            assertThat(storeFor("c" + i).findOrder("none")).isEmpty();
        }
        assertThat(shop.orders).hasValue(12);
    }

    @Test
    void oneConversationAsksAsOftenAsItMayAndHindersNoOther() {
        for (int i = 0; i < 5; i++) {
            storeFor("greedy").findOrder("1001");
        }
        assertThatThrownBy(() -> storeFor("greedy").findOrder("1001"))
                .isInstanceOf(AdapterException.RateLimited.class)
                .satisfies(limited -> assertThat(((AdapterException.RateLimited) limited).retryAfter())
                        .isEqualTo(Duration.ofHours(1)));
        storeFor("modest").findOrder("1001");
        clock.pass(Duration.ofMinutes(61));
        storeFor("greedy").findOrder("1001");
        assertThat(shop.orders).hasValue(7);
    }

    @Test
    void manyWhoAskTheSameAtOnceAskTheStoreOnce() throws Exception {
        shop.slow = new CountDownLatch(1);
        try (ExecutorService shoppers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Product>>> answers = java.util.stream.IntStream.range(0, 10)
                    .mapToObj(i -> shoppers.submit(() -> tents("s" + i)))
                    .toList();
            while (shop.searches.get() == 0) {
                Thread.onSpinWait();
            }
            shop.slow.countDown();
            for (Future<List<Product>> answer : answers) {
                assertThat(answer.get()).hasSize(1);
            }
        }
        assertThat(shop.searches).hasValue(1);
    }

    @Test
    void aStoreThatCanBeChangedStaysOneAndIsChangedItself() {
        assertThat(storeFor("a")).isInstanceOf(OrderActions.class);
        assertThatThrownBy(() -> ((OrderActions) storeFor("a")).perform(new OrderAction.Cancel("1", "x"), "key", "r"))
                .isInstanceOf(AdapterException.Refused.class);
        assertThat(shop.performed).isEqualTo(1);
    }

    @Test
    void notesOfOrdersAreReadWithTheSamePatienceAndBudget() {
        OrderNotes notes = (OrderNotes) storeFor("a");
        assertThat(notes.tellsNotes()).isTrue();
        assertThat(((Coupons) storeFor("a")).tellsCoupons())
                .as("what this shop cannot tell")
                .isFalse();
        for (int i = 0; i < 5; i++) {
            assertThat(notes.notesOf("1", 2)).extracting(OrderNote::text).containsExactly("on Monday");
        }
        assertThatThrownBy(() -> notes.notesOf("1", 2)).isInstanceOf(AdapterException.RateLimited.class);
        shop.away = true;
        assertThatThrownBy(() -> ((OrderNotes) storeFor("b")).notesOf("1", 2))
                .isInstanceOf(AdapterException.Unavailable.class);
    }

    private static final class Told implements ProductNews {
        private final AtomicLong mark = new AtomicLong();
        private final java.util.TreeMap<Long, String> events = new java.util.TreeMap<>();

        void changed(String product) {
            events.put(mark.incrementAndGet(), product);
        }

        @Override
        public long mark(ConnectionId store) {
            return mark.get();
        }

        @Override
        public News since(ConnectionId store, long before) {
            return new News(new HashSet<>(events.tailMap(before, false).values()), false);
        }
    }

    private final class Shop extends EmptyStore implements OrderActions, OrderNotes {
        private final AtomicInteger searches = new AtomicInteger();
        private final AtomicInteger orders = new AtomicInteger();
        private volatile boolean away;
        private volatile CountDownLatch slow = new CountDownLatch(0);
        private volatile int performed;

        private void answer() {
            try {
                slow.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            if (away) {
                throw new AdapterException.Unavailable("away", false, null);
            }
        }

        @Override
        public StoreCapabilities capabilities() {
            return new StoreCapabilities(Set.of(OrderAction.Cancel.class), true);
        }

        @Override
        public Optional<Order> findOrder(String orderNumber) {
            orders.incrementAndGet();
            answer();
            return Optional.empty();
        }

        @Override
        public List<Product> searchProducts(String words, int limit) {
            searches.incrementAndGet();
            answer();
            Stock stock = new Stock(Stock.State.IN_STOCK, 4, null, clock.instant());
            Variant variant = new Variant("v", "T-1", "Tent", Map.of(), Money.of("9", "EUR"), null, null, stock);
            return List.of(new Product("13", "Tent", null, null, null, List.of(), Map.of(), List.of(variant)));
        }

        @Override
        public List<OrderNote> notesOf(String orderId, int limit) {
            answer();
            return List.of(new OrderNote(clock.instant(), "on Monday"));
        }

        @Override
        public void check() {
            answer();
        }

        @Override
        public Order perform(OrderAction action, String idempotencyKey, String expectedRevision) {
            performed++;
            throw new AdapterException.Refused("this shop only counts");
        }
    }
}
