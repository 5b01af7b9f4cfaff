package io.polyclerk.server.install;

import io.polyclerk.server.adapters.AdapterCatalog;
import io.polyclerk.server.adapters.Lender;
import io.polyclerk.server.adapters.LoadedAdapter;
import io.polyclerk.server.adapters.Manifest;
import io.polyclerk.server.adapters.Manifest.SettingDeclaration;
import io.polyclerk.server.connections.ConnectionDraft;
import io.polyclerk.server.connections.InvalidConnectionException;
import io.polyclerk.server.connections.SettingsCheck;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Installation;
import io.polyclerk.spi.KeyValueStore;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What the operator of this server is to each platform. Thread-safe. */
public final class Apps {

    private final AdapterCatalog catalog;
    private final AppStore store;
    private final Lender lender;
    private final Function<String, KeyValueStore> memories;
    private final Clock clock;

    /** @param memories what the app of an adapter remembers */
    public Apps(
            AdapterCatalog catalog,
            AppStore store,
            Lender lender,
            Function<String, KeyValueStore> memories,
            Clock clock) {
        this.catalog = catalog;
        this.store = store;
        this.lender = lender;
        this.memories = memories;
        this.clock = clock;
    }

    /**
     * How merchants install an adapter; empty when it cannot be done, or not before the app has its settings. Read anew each time, so that
     * all nodes follow a change.
     */
    public Optional<Installation> installation(String adapter) {
        Optional<LoadedAdapter> loaded = catalog.find(adapter);
        Map<String, String> settings = store.find(adapter).orElse(Map.of());
        try {
            return loaded.flatMap(one -> one.installation(lender.app(one.manifest(), settings, memory(adapter))));
        } catch (AdapterException.CredentialsRejected notSetUp) {
            return Optional.empty();
        }
    }

    /** What the app of an adapter remembers. */
    KeyValueStore memory(String adapter) {
        return memories.apply(adapter);
    }

    /** The settings as they may be shown: secrets as {@link ConnectionDraft#UNCHANGED}. Empty when the platform knows no apps. */
    public Optional<Map<String, String>> shown(String adapter) {
        return declaring(adapter).map(manifest -> {
            Map<String, String> shown = new TreeMap<>(store.find(adapter).orElse(Map.of()));
            manifest.appSettings().stream()
                    .filter(SettingDeclaration::isSecret)
                    .forEach(secret ->
                            shown.computeIfPresent(secret.name(), (name, value) -> ConnectionDraft.UNCHANGED));
            return shown;
        });
    }

    /**
     * Replaces the settings of an app.
     *
     * @throws InvalidConnectionException when they cannot be used as they stand
     */
    public void save(String adapter, Map<String, String> given) {
        Manifest manifest = declaring(adapter)
                .orElseThrow(() -> new InvalidConnectionException("adapter", "the platform knows no apps"));
        Map<String, String> before = store.find(adapter).orElse(Map.of());
        Map<String, String> wanted = new HashMap<>(given);
        wanted.replaceAll(
                (name, value) -> ConnectionDraft.UNCHANGED.equals(value) ? before.getOrDefault(name, "") : value);
        Map<String, String> settings = SettingsCheck.complete(manifest.appSettings(), wanted);
        try {
            catalog.find(adapter).ifPresent(one -> one.installation(lender.app(manifest, settings, memory(adapter))));
        } catch (AdapterException.CredentialsRejected unusable) {
            throw new InvalidConnectionException("settings", String.valueOf(unusable.getMessage()));
        }
        store.save(adapter, settings, clock.instant());
    }

    public void delete(String adapter) {
        store.delete(adapter);
    }

    private Optional<Manifest> declaring(String adapter) {
        return catalog.find(adapter).map(LoadedAdapter::manifest).filter(manifest -> manifest.app() != null);
    }
}
