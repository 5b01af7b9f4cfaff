package io.polyclerk.spi.store;

import org.jspecify.annotations.Nullable;

/** One position of an order. @param total of the whole line, after discounts, without refunds */
public record OrderLine(
        String id,
        @Nullable String productId,
        @Nullable String variantId,
        @Nullable String sku,
        String title,
        int quantity,
        Money total) {}
