package io.polyclerk.core.identity;

import java.time.Instant;

/** How often a wrong proof was given for an order, over all conversations. Thread-safe. */
public interface ProofAttempts {

    int wrongSince(String merchant, String orderNumber, Instant since);
}
