package io.polyclerk.server.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.fake.EmptyStore;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Leases;
import io.polyclerk.server.persistence.orders.SqlProductNews;
import io.polyclerk.server.persistence.orders.SqlStoreInbox;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.KeyValueStore;
import io.polyclerk.spi.Reconciliation;
import io.polyclerk.spi.StoreCapabilities;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookRegistration;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Customer;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreUpkeepTest {

    private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
    private static final ConnectionId FIRST = new ConnectionId("first");
    private static final ConnectionId SECOND = new ConnectionId("second");

    @TempDir
    private Path folder;

    private final Shop first = new Shop();
    private final Shop second = new Shop();
    private final Map<ConnectionId, Map<String, String>> marks = new HashMap<>();
    private final List<String> paused = new ArrayList<>();
    private Database database;
    private SqlStoreInbox inbox;

    @BeforeEach
    void open() {
        database = Database.embedded(folder.resolve("database"), false);
        inbox = new SqlStoreInbox(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void round(Instant now, @Nullable String publicAddress) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        try (StoreUpkeep upkeep = new StoreUpkeep(
                () -> List.of(new OpenStore(FIRST, first), new OpenStore(SECOND, second)),
                (id, reason) -> paused.add(id + ": " + reason),
                () -> {},
                inbox,
                new SqlProductNews(database),
                new Leases(database, clock),
                id -> new Marks(marks.computeIfAbsent(id, any -> new HashMap<>())),
                publicAddress,
                clock)) {
            upkeep.stores();
        }
    }

    private boolean isStored(ConnectionId store, Order order) {
        return stored(store, List.of(order)) == 1;
    }

    /** What is there already is not stored again, and counted. */
    private int stored(ConnectionId store, List<Order> orders) {
        return inbox.accept(
                store,
                orders.stream()
                        .map(order -> (StoreEvent) new StoreEvent.OrderChanged(
                                "reconciled " + order.id() + " " + order.revision(), order.id(), order.updatedAt()))
                        .toList());
    }

    @Test
    void everyRoundRegistersTheWebhooksOfEachStoreAnew() {
        round(START, "https://bot.example/");
        round(START, "https://bot.example");
        assertThat(first.registered)
                .containsExactly("https://bot.example/hooks/first", "https://bot.example/hooks/first");
        assertThat(second.registered).contains("https://bot.example/hooks/second");
    }

    @Test
    void aServerThatNobodyReachesAndAStoreThatSendsNothingRegisterNone() {
        round(START, null);
        second.webhooks = false;
        round(START, "https://bot.example");
        assertThat(first.registered).hasSize(1);
        assertThat(second.registered).isEmpty();
    }

    @Test
    void whatChangedWithoutAWebhookIsKeptAndAskedForFromTheLastRoundOn() {
        Order changed = order("7", "r1", START.minusSeconds(60));
        first.changed = List.of(changed);
        round(START, null);
        assertThat(first.since).isEqualTo(START.minus(Duration.ofMinutes(2)));
        assertThat(isStored(FIRST, changed)).isTrue();
        assertThat(isStored(SECOND, changed)).as("in the other shop").isFalse();
        round(START.plus(Duration.ofMinutes(30)), null);
        assertThat(first.since).as("with an overlap").isEqualTo(START.minus(Duration.ofMinutes(2)));
        round(START.plus(Duration.ofMinutes(60)), null);
        assertThat(first.since).isEqualTo(START.plus(Duration.ofMinutes(28)));
    }

    @Test
    void behindAFullPageTheRestIsAskedForAtOnce() {
        first.changed = IntStream.range(0, 1_200)
                .mapToObj(at -> order("o" + at, "r", START.minusMillis(90_000 - at)))
                .toList();
        round(START, null);
        assertThat(stored(FIRST, first.changed)).isEqualTo(1_200);
    }

    @Test
    void whatABulkChangeTouchedWithinASecondHoldsUpNothing() {
        first.changed = new ArrayList<>(IntStream.range(0, 700)
                .mapToObj(at -> order("o" + at, "r", START.minusSeconds(60)))
                .toList());
        Order later = order("later", "r", START.minusSeconds(30));
        first.changed.add(later);
        round(START, null);
        assertThat(isStored(FIRST, later)).isTrue();
    }

    @Test
    void aStoreThatIsAwayIsAskedAgainForTheSameTimeAndHoldsUpNoOther() {
        first.failure = new AdapterException.Unavailable("away", false, null);
        Order changed = order("8", "r1", START);
        second.changed = List.of(changed);
        round(START, null);
        round(START.plus(Duration.ofHours(3)), null);
        assertThat(isStored(SECOND, changed)).isTrue();
        assertThat(paused).isEmpty();
        first.failure = null;
        round(START.plus(Duration.ofHours(4)), null);
        assertThat(first.since).as("nothing between is lost").isBeforeOrEqualTo(START);
    }

    @Test
    void aStoreThatTakesTheKeysNoMoreIsPausedWithItsReason() {
        first.failure = new AdapterException.CredentialsRejected("the key was revoked");
        round(START, null);
        assertThat(paused).containsExactly("first: the key was revoked");
    }

    @Test
    void aStoreThatTakesNoWebhooksIsAskedForChangesAllTheSame() {
        for (AdapterException refusal : List.of(
                new AdapterException.CredentialsRejected("the key may only read"),
                new AdapterException.Refused("no such address"),
                new AdapterException.Unavailable("away", true, null))) {
            first.refusal = refusal;
            Order changed = order("of " + refusal.getMessage(), "r1", START.minusSeconds(1));
            first.changed = List.of(changed);
            round(START, "https://bot.example");
            assertThat(paused).isEmpty();
            assertThat(isStored(FIRST, changed)).as(refusal.getMessage()).isTrue();
            assertThat(marks.get(FIRST)).containsEntry(StoreUpkeep.WEBHOOKS_OFF, refusal.getMessage());
        }
        first.refusal = null;
        round(START, "https://bot.example");
        assertThat(marks.get(FIRST)).containsEntry(StoreUpkeep.WEBHOOKS_OFF, "");
    }

    @Test
    void whatIsAMonthOldIsForgotten() {
        Order old = order("9", "r1", START);
        first.changed = List.of(old);
        round(START, null);
        first.changed = List.of();
        round(START.plus(Duration.ofDays(31)), null);
        assertThat(isStored(FIRST, old)).isFalse();
    }

    private static Order order(String id, String revision, Instant changed) {
        return new Order(
                id,
                id,
                revision,
                OrderStatus.PROCESSING,
                PaymentStatus.PAID,
                changed,
                changed,
                Money.of("1", "EUR"),
                List.of(),
                new Customer(null, null, null, null),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null);
    }

    private record Marks(Map<String, String> values) implements KeyValueStore {
        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void put(String key, String value, Duration timeToLive) {
            values.put(key, value);
        }
    }

    private static final class Shop extends EmptyStore implements Reconciliation, WebhookRegistration {
        private final List<String> registered = new ArrayList<>();
        private List<Order> changed = List.of();
        private boolean webhooks = true;
        private @Nullable Instant since;
        private @Nullable AdapterException failure;
        /** Of webhooks. */
        private @Nullable AdapterException refusal;

        @Override
        public List<Order> changedSince(Instant since, int limit) {
            this.since = since;
            if (failure != null) {
                throw failure;
            }
            return changed.stream()
                    .filter(order -> !order.updatedAt().isBefore(since))
                    .limit(limit)
                    .toList();
        }

        @Override
        public void register(URI address) {
            if (refusal != null) {
                throw refusal;
            }
            registered.add(address.toString());
        }

        @Override
        public void unregister() {}

        @Override
        public StoreCapabilities capabilities() {
            return new StoreCapabilities(Set.of(), webhooks);
        }
    }
}
