package io.polyclerk.spi.store;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be put into a cart.
 *
 * @param options such as colour and size, in the shop's words
 * @param price what it costs now
 * @param regularPrice what it costs without the sale; null when there is no sale
 * @param saleEnds null when open
 */
public record Variant(
        String id,
        @Nullable String sku,
        String title,
        Map<String, String> options,
        Money price,
        @Nullable Money regularPrice,
        @Nullable Instant saleEnds,
        Stock stock) {

    public Variant {
        options = Map.copyOf(options);
    }
}
