package io.polyclerk.spi.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Money that went back, or is on its way. @param idempotencyKey ours, when this product made the refund */
public record Refund(
        String id,
        Money amount,
        @Nullable String reason,
        Instant createdAt,
        @Nullable String idempotencyKey) {}
