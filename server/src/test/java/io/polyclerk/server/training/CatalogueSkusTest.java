package io.polyclerk.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.fake.EmptyStore;
import io.polyclerk.core.fake.NoConnections;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogueSkusTest {

    private static final ConnectionRegistry CONNECTIONS = new NoConnections() {
        @Override
        public List<OpenStore> storesOf(String merchant) {
            return merchant.equals("demo") ? List.of(new OpenStore(new ConnectionId("shop"), new Shop())) : List.of();
        }
    };

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final CatalogueSkus skus = new CatalogueSkus(CONNECTIONS, Clock.systemUTC(), waiting::add, Duration.ZERO);

    @Test
    void aMessageDoesNotWaitForALargeCatalogueAndTheNextOneKnowsIt() {
        assertThat(skus.code("demo", "tb2-blk")).isEmpty();

        waiting.remove().run();

        assertThat(skus.code("demo", "tb2-blk")).contains("TB2-Blk");
        assertThat(skus.code("demo", "mug-1")).as("of the second page").contains("MUG-1");
        assertThat(skus.code("demo", "cos-101"))
                .as("what a product's codes begin with")
                .contains("COS-101");
        assertThat(skus.code("demo", "cos")).isEmpty();
        assertThat(skus.code("demo", "58213")).isEmpty();
        assertThat(waiting).as("it is not read again for an hour").isEmpty();
    }

    @Test
    void theFirstMessageKnowsTheCodesOfACatalogueThatIsReadAtOnce() {
        try (ExecutorService background = Executors.newSingleThreadExecutor()) {
            CatalogueSkus patient =
                    new CatalogueSkus(CONNECTIONS, Clock.systemUTC(), background, Duration.ofSeconds(60));

            assertThat(patient.code("demo", "tb2-blk")).contains("TB2-Blk");
            assertThat(patient.code("nobody", "tb2-blk")).isEmpty();
        }
    }

    @Test
    void everyMerchantHasItsOwn() {
        skus.code("demo", "x");
        waiting.remove().run();

        assertThat(skus.code("other", "tb2-blk")).isEmpty();
    }

    /** A store of two pages. */
    private static final class Shop extends EmptyStore implements ProductListing {

        @Override
        public Page products(@Nullable String after, int limit) {
            return after == null
                    ? new Page(List.of(product("TB2-Blk"), product("COS-101-200")), "more")
                    : new Page(List.of(product("MUG-1"), product(null)), null);
        }

        private static Product product(@Nullable String sku) {
            Stock stock = new Stock(Stock.State.IN_STOCK, null, null, Instant.EPOCH);
            Variant variant = new Variant("v", sku, "Thing", Map.of(), Money.of("1.00", "EUR"), null, null, stock);
            return new Product("p", "Thing", null, null, null, List.of(), Map.of(), List.of(variant));
        }

        @Override
        public InputStream openPicture(Product product) {
            return InputStream.nullInputStream();
        }
    }
}
