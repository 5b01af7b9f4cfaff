package io.polyclerk.server.connections;

import io.polyclerk.server.adapters.AdapterCatalog;
import io.polyclerk.server.adapters.Lender;
import io.polyclerk.server.adapters.LoadedAdapter;
import io.polyclerk.server.adapters.Manifest;
import io.polyclerk.server.adapters.Manifest.SettingDeclaration;
import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.message.ConnectionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What each kind of channel can show: of the merchant's own connection where there is one, else of an adapter that is opened with
 * stand-in settings for a moment. Opening makes no call, so nobody outside learns of it. Thread-safe.
 */
public final class ChannelLooks {

    private static final System.Logger LOGGER = System.getLogger(ChannelLooks.class.getName());
    /** As long as the keys that platforms hand out, and of letters that all of them take. */
    private static final String KEY = "A".repeat(43);

    private static final String NUMBER = "1".repeat(15);

    private final AdapterCatalog catalog;
    private final OpenConnections open;
    private final Lender lender;
    private final Map<String, Optional<ChannelCapabilities>> unconnected = new ConcurrentHashMap<>();

    public ChannelLooks(AdapterCatalog catalog, OpenConnections open, Lender lender) {
        this.catalog = catalog;
        this.open = open;
        this.lender = lender;
    }

    /** One kind of channel. @param connection the merchant's own; null when there is none */
    public record Look(
            String adapter,
            Map<String, String> name,
            @Nullable String connection,
            ChannelCapabilities capabilities) {}

    /** All kinds of channels; those that tell nothing without real settings are left out. */
    public List<Look> of(String merchant) {
        return catalog.adapters().values().stream()
                .filter(loaded -> loaded.manifest().kind() == Manifest.Kind.CHANNEL)
                .flatMap(loaded -> look(loaded, merchant).stream())
                .toList();
    }

    private Optional<Look> look(LoadedAdapter loaded, String merchant) {
        Manifest manifest = loaded.manifest();
        for (OpenConnection one : open.all()) {
            if (one.connection().merchant().equals(merchant)
                    && one.connection().adapter().equals(manifest.id())
                    && one.adapter() instanceof ChannelAdapter channel) {
                return Optional.of(new Look(
                        manifest.id(), manifest.name(), one.connection().id().value(), channel.capabilities()));
            }
        }
        return unconnected
                .computeIfAbsent(manifest.id(), id -> capabilities(loaded))
                .map(capabilities -> new Look(manifest.id(), manifest.name(), null, capabilities));
    }

    private Optional<ChannelCapabilities> capabilities(LoadedAdapter loaded) {
        Optional<ChannelCapabilities> told = capabilities(loaded, standIns(loaded.manifest(), false));
        return told.isPresent() ? told : capabilities(loaded, standIns(loaded.manifest(), true));
    }

    private Optional<ChannelCapabilities> capabilities(LoadedAdapter loaded, Map<String, String> settings) {
        ConnectionId id = new ConnectionId("preview");
        try (Adapter adapter =
                loaded.open(new Connection(id, settings), lender.contextFor(id, loaded.manifest(), settings))) {
            return adapter instanceof ChannelAdapter channel ? Optional.of(channel.capabilities()) : Optional.empty();
        } catch (Exception untold) {
            LOGGER.log(
                    System.Logger.Level.DEBUG,
                    "adapter " + loaded.manifest().id() + " is not opened by these stand-ins",
                    untold);
            return Optional.empty();
        }
    }

    /** @param all also for what an adapter asks for by itself without calling it required */
    private static Map<String, String> standIns(Manifest manifest, boolean all) {
        Map<String, String> settings = new HashMap<>();
        for (SettingDeclaration setting : manifest.settings()) {
            String known = setting.defaultValue();
            if (known != null) {
                settings.put(setting.name(), known);
            } else if (setting.required() || all) {
                settings.put(setting.name(), standIn(setting));
            }
        }
        return settings;
    }

    private static String standIn(SettingDeclaration setting) {
        List<String> values = setting.values();
        return switch (setting.type()) {
            case TEXT -> NUMBER;
            case SECRET -> KEY;
            case URL -> "https://preview.example";
            case ENUM -> values == null || values.isEmpty() ? NUMBER : values.get(0);
            case BOOLEAN -> "false";
        };
    }
}
