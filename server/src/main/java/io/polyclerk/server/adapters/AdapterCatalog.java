package io.polyclerk.server.adapters;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The adapters at hand. Immutable.
 *
 * @param adapters by id
 * @param broken folders that could not be used
 */
public record AdapterCatalog(Map<String, LoadedAdapter> adapters, List<Broken> broken) {

    public AdapterCatalog {
        adapters = java.util.Collections.unmodifiableMap(new TreeMap<>(adapters));
        broken = List.copyOf(broken);
    }

    public Optional<LoadedAdapter> find(String id) {
        return Optional.ofNullable(adapters.get(id));
    }

    /** A folder that could not be used, and why. */
    public record Broken(String folder, String reason) {}
}
