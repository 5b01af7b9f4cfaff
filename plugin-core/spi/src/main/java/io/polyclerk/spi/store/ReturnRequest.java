package io.polyclerk.spi.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wish to send something back, as the store or our own record holds it. @param status the store's word for it */
public record ReturnRequest(
        String id,
        List<String> lineIds,
        String status,
        @Nullable String reason,
        Instant createdAt) {

    public ReturnRequest {
        lineIds = List.copyOf(lineIds);
    }
}
