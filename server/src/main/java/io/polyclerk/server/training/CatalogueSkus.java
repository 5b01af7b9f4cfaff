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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The product codes of each merchant's stores, read in the background when the merchant's first message comes and again every hour. What is
 * asked before they are read is no code: a message does not wait for a catalogue. Thread-safe.
 */
public final class CatalogueSkus implements ProductCodes {

    private static final System.Logger LOGGER = System.getLogger(CatalogueSkus.class.getName());
    private static final Duration FRESH = Duration.ofHours(1);
    private static final int PAGE = 100;
    private static final int MOST_CODES = 50_000;

    private final ConnectionRegistry connections;
    private final Clock clock;
    private final Executor background;
    private final Map<String, Catalogue> catalogues = new ConcurrentHashMap<>();

    /** @param codes as the catalogue writes them, by how {@link ProductCodes} asks for them */
    private record Catalogue(Instant read, Map<String, String> codes) {}

    public CatalogueSkus(ConnectionRegistry connections, Clock clock) {
        this(
                connections,
                clock,
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("polyclerk-skus").daemon(true).factory()));
    }

    CatalogueSkus(ConnectionRegistry connections, Clock clock, Executor background) {
        this.connections = connections;
        this.clock = clock;
        this.background = background;
    }

    @Override
    public Optional<String> code(String merchant, String written) {
        Catalogue catalogue = catalogues.compute(merchant, this::fresh);
        return Optional.ofNullable(catalogue.codes().get(written));
    }

    private Catalogue fresh(String merchant, @Nullable Catalogue known) {
        Instant now = clock.instant();
        if (known != null && known.read().plus(FRESH).isAfter(now)) {
            return known;
        }
        background.execute(() -> read(merchant));
        return new Catalogue(now, known == null ? Map.of() : known.codes());
    }

    private void read(String merchant) {
        Map<String, String> codes = new HashMap<>();
        for (OpenStore store : connections.storesOf(merchant)) {
            if (store.adapter() instanceof ProductListing listing) {
                try {
                    read(listing, codes);
                } catch (AdapterException unreachable) {
                    LOGGER.log(System.Logger.Level.INFO, "a catalogue could not be read", unreachable);
                }
            }
        }
        if (!codes.isEmpty()) {
            catalogues.put(merchant, new Catalogue(clock.instant(), Map.copyOf(codes)));
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
                        codes.put(sku.toLowerCase(Locale.ROOT), sku);
                    }
                }
            }
            mark = page.next();
        } while (mark != null && codes.size() < MOST_CODES);
    }
}
