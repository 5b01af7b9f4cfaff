package io.polyclerk.ai.vision;

import io.polyclerk.ai.side.SideException;
import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Learns the pictures of merchants' products in the background, when the first photo comes and now and then after that. Thread-safe. */
public final class CatalogueLearning implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(CatalogueLearning.class.getName());
    private static final int PAGE = 100;
    private static final int MOST_PRODUCTS = 5_000;
    private static final int LARGEST_PICTURE = 10 << 20;
    private static final Duration FRESH = Duration.ofHours(6);
    private static final int MOST_TRIES = 10;
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ConnectionRegistry connections;
    private final Pupil pupil;
    private final Clock clock;
    private final Map<String, Round> rounds = new ConcurrentHashMap<>();
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("polyclerk-catalogue").daemon(true).factory());

    /** Who learns. */
    interface Pupil {
        Set<String> known(String merchant);

        void learn(String merchant, String key, Product product, byte[] picture);
    }

    /**
     * How far it is.
     *
     * @param known products whose picture is known
     * @param seen products looked at in this round
     * @param failed products whose picture could not be had or read
     * @param running whether a round is going on
     */
    public record Progress(int known, int seen, int failed, boolean running) {}

    private static final class Round {
        private final Instant started;
        private final AtomicInteger known = new AtomicInteger();
        private final AtomicInteger seen = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private volatile @Nullable Future<?> work;

        Round(Instant started) {
            this.started = started;
        }
    }

    CatalogueLearning(ConnectionRegistry connections, Pupil pupil, Clock clock) {
        this.connections = connections;
        this.pupil = pupil;
        this.clock = clock;
    }

    /** Waits a while for the catalogue; a photo is then compared with what is known by now. */
    void await(String merchant) {
        Future<?> work = round(merchant).work;
        if (work == null) {
            return;
        }
        try {
            work.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException later) {
            LOGGER.log(System.Logger.Level.DEBUG, "a photo does not wait for the catalogue");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            LOGGER.log(System.Logger.Level.WARNING, "the catalogue could not be learnt", failed.getCause());
        }
    }

    Progress progress(String merchant) {
        Round round = rounds.get(merchant);
        if (round == null) {
            return new Progress(0, 0, 0, false);
        }
        Future<?> work = round.work;
        return new Progress(round.known.get(), round.seen.get(), round.failed.get(), work != null && !work.isDone());
    }

    private Round round(String merchant) {
        return rounds.compute(merchant, (name, before) -> {
            if (before != null && before.started.plus(FRESH).isAfter(clock.instant())) {
                return before;
            }
            Round round = new Round(clock.instant());
            round.work = background.submit(() -> learn(merchant, round));
            return round;
        });
    }

    private void learn(String merchant, Round round) {
        Set<String> known = pupil.known(merchant);
        for (OpenStore store : connections.storesOf(merchant)) {
            if (store.adapter() instanceof ProductListing listing && listing.listsProducts()) {
                learn(merchant, listing, known, round);
            }
        }
    }

    private void learn(String merchant, ProductListing listing, Set<String> known, Round round) {
        String mark = null;
        do {
            ProductListing.Page page = page(listing, mark);
            for (Product product : page.products()) {
                learn(merchant, listing, product, known, round);
            }
            mark = page.next();
        } while (mark != null && round.seen.get() < MOST_PRODUCTS);
    }

    /** Shoppers come first: where a store asks for patience, the catalogue waits. */
    private static ProductListing.Page page(ProductListing listing, @Nullable String mark) {
        for (int tries = 1; ; tries++) {
            try {
                return listing.products(mark, PAGE);
            } catch (AdapterException.RateLimited busy) {
                if (tries == MOST_TRIES || !rest(busy.retryAfter())) {
                    throw busy;
                }
            }
        }
    }

    private static boolean rest(Duration asked) {
        try {
            Thread.sleep(asked.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : asked);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void learn(String merchant, ProductListing listing, Product product, Set<String> known, Round round) {
        round.seen.incrementAndGet();
        if (product.picture() == null) {
            return;
        }
        String key = VisionProcess.digest(product.id() + "\n" + product.picture());
        try {
            if (!known.contains(key)) {
                pupil.learn(merchant, key, product, picture(listing, product));
            }
            round.known.incrementAndGet();
        } catch (AdapterException | IOException | SideException failed) {
            round.failed.incrementAndGet();
            LOGGER.log(System.Logger.Level.INFO, "the picture of a product was not learnt: {0}", failed.getMessage());
        }
    }

    private static byte[] picture(ProductListing listing, Product product) throws IOException {
        try (InputStream stream = listing.openPicture(product)) {
            return stream.readNBytes(LARGEST_PICTURE);
        }
    }

    /** What the SKUs of all variants begin with. */
    static String skuOf(Product product) {
        String common = null;
        for (Variant variant : product.variants()) {
            String sku = variant.sku();
            if (sku != null) {
                common = common == null ? sku : beginning(common, sku);
            }
        }
        return common == null ? "" : common.replaceFirst("[-_./ ]+$", "");
    }

    private static String beginning(String one, String other) {
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return one.substring(0, same);
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
