package io.polyclerk.spi;

import java.time.Duration;
import java.util.Optional;

/** A small cache that all nodes share; each connection has its own names. Values may vanish at any time. Thread-safe. */
public interface KeyValueStore {

    /** The value, while its time lasts; empty when there is none, or no longer. */
    Optional<String> get(String key);

    /**
     * Keeps a value in place of an earlier one.
     *
     * @param value short: an access token, not a document
     * @param timeToLive after which it is no longer given; positive
     * @throws IllegalArgumentException when the value is too long
     */
    void put(String key, String value, Duration timeToLive);
}
