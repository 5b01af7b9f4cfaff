package io.polyclerk.server.training;

import io.polyclerk.ai.understanding.ProductCodes;
import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Variant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The product codes of each merchant's stores, read in the background when the merchant's first message with something like a code comes,
 * and again every hour. That first message waits a moment, because a code that is not known is taken for an order number; then it
 * goes on without: no message waits for a large catalogue, and none waits twice. Thread-safe.
 */
public final class CatalogueSkus implements ProductCodes {

    private static final System.Logger LOGGER = System.getLogger(CatalogueSkus.class.getName());
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMillis(800);
    private static final int PAGE = 100;
    private static final int MOST_CODES = 50_000;
    private static final int SHORTEST = 4;

    private final ConnectionRegistry connections;
    private final Clock clock;
    private final Executor background;
    private final Duration patience;
    private final Map<String, Catalogue> catalogues = new ConcurrentHashMap<>();

    /**
     * @param codes as the catalogue writes them, by how {@link ProductCodes} asks for them
     * @param awaited complete when there is nothing to wait for any more
     */
    private record Catalogue(Instant read, Map<String, String> codes, CompletableFuture<Void> awaited) {}

    public CatalogueSkus(ConnectionRegistry connections, Clock clock) {
        this(
                connections,
                clock,
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("polyclerk-skus").daemon(true).factory()),
                PATIENCE);
    }

    CatalogueSkus(ConnectionRegistry connections, Clock clock, Executor background, Duration patience) {
        this.connections = connections;
        this.clock = clock;
        this.background = background;
        this.patience = patience;
    }

    @Override
    public Optional<String> code(String merchant, String written) {
        Catalogue begun = catalogues.compute(merchant, this::fresh);
        if (!begun.awaited().isDone()) {
            await(begun.awaited());
        }
        // It may have been read in the meantime.
        Catalogue catalogue = catalogues.getOrDefault(merchant, begun);
        return Optional.ofNullable(catalogue.codes().get(written));
    }

    private void await(CompletableFuture<Void> reading) {
        try {
            reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            reading.complete(null);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Catalogue fresh(String merchant, @Nullable Catalogue known) {
        Instant now = clock.instant();
        if (known != null && known.read().plus(FRESH).isAfter(now)) {
            return known;
        }
        CompletableFuture<Void> awaited =
                known == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
        background.execute(() -> {
            read(merchant);
            awaited.complete(null);
        });
        return new Catalogue(now, known == null ? Map.of() : known.codes(), awaited);
    }

    private void read(String merchant) {
        Map<String, String> codes = new HashMap<>();
        for (OpenStore store : connections.storesOf(merchant)) {
            if (store.adapter() instanceof ProductListing listing && listing.listsProducts()) {
                try {
                    read(listing, codes);
                } catch (AdapterException unreachable) {
                    LOGGER.log(System.Logger.Level.INFO, "a catalogue could not be read", unreachable);
                }
            }
        }
        if (!codes.isEmpty()) {
            catalogues.put(
                    merchant,
                    new Catalogue(clock.instant(), Map.copyOf(codes), CompletableFuture.completedFuture(null)));
        }
    }

    private static void read(ProductListing listing, Map<String, String> codes) {
        String mark = null;
        do {
            ProductListing.Page page = listing.products(mark, PAGE);
            for (Product product : page.products()) {
                for (Variant variant : product.variants()) {
                    String sku = variant.sku();
                    if (sku != null && !sku.isBlank()) {
                        add(sku, codes);
                    }
                }
            }
            mark = page.next();
        } while (mark != null && codes.size() < MOST_CODES);
    }

    /** A code, and what several codes begin with: shops give a product "COS-101" and its sizes "COS-101-200" and "COS-101-100". */
    private static void add(String sku, Map<String, String> codes) {
        codes.put(sku.toLowerCase(Locale.ROOT), sku);
        for (int end = sku.lastIndexOf('-'); end >= SHORTEST; end = sku.lastIndexOf('-', end - 1)) {
            String beginning = sku.substring(0, end);
            if (beginning.chars().anyMatch(Character::isDigit)) {
                codes.putIfAbsent(beginning.toLowerCase(Locale.ROOT), beginning);
            }
        }
    }
}
