package io.polyclerk.server.adapters;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The adapters at hand. Partners' adapters come and go while the server runs. Thread-safe. */
public final class AdapterCatalog {

    private final NavigableMap<String, LoadedAdapter> adapters;
    private final List<Broken> broken;

    /** @param broken folders that could not be used */
    public AdapterCatalog(Map<String, LoadedAdapter> adapters, List<Broken> broken) {
        this.adapters = new ConcurrentSkipListMap<>(adapters);
        this.broken = new CopyOnWriteArrayList<>(broken);
    }

    /** A folder that could not be used, and why. */
    public record Broken(String folder, String reason) {}

    /** By id. */
    public Map<String, LoadedAdapter> adapters() {
        return Collections.unmodifiableMap(adapters);
    }

    public List<Broken> broken() {
        return List.copyOf(broken);
    }

    public Optional<LoadedAdapter> find(String id) {
        return Optional.ofNullable(adapters.get(id));
    }

    /** @return whether there was none with this id */
    boolean add(String id, LoadedAdapter adapter) {
        return adapters.putIfAbsent(id, adapter) == null;
    }

    Optional<LoadedAdapter> remove(String id) {
        return Optional.ofNullable(adapters.remove(id));
    }

    void addBroken(Broken one) {
        broken.add(one);
    }
}
