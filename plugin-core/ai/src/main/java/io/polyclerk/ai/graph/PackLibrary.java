package io.polyclerk.ai.graph;

import java.util.Map;
import java.util.Optional;

/** The packs that merchants have brought. Implementations are thread-safe. */
public interface PackLibrary {

    /** No packs but those that are shipped. */
    PackLibrary NONE = new PackLibrary() {
        @Override
        public Map<String, String> versions(String merchant) {
            return Map.of();
        }

        @Override
        public Optional<String> turtle(String merchant, String id) {
            return Optional.empty();
        }
    };

    /** Ids of a merchant's packs with what changes when the pack does. */
    Map<String, String> versions(String merchant);

    /** A pack that was checked when it came. */
    Optional<String> turtle(String merchant, String id);
}
