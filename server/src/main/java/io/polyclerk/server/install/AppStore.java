package io.polyclerk.server.install;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where the settings of apps are kept, sealed. Thread-safe. */
public interface AppStore {

    Optional<Map<String, String>> find(String adapter);

    void save(String adapter, Map<String, String> settings, Instant now);

    void delete(String adapter);
}
