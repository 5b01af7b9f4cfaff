package io.polyclerk.spi;

import java.time.Duration;
import java.util.Optional;

/** A small cache that all nodes share. Values may vanish at any time. Thread-safe. */
public interface KeyValueStore {

    Optional<String> get(String key);

    void put(String key, String value, Duration timeToLive);
}
