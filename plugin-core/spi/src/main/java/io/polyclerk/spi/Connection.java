package io.polyclerk.spi;

import io.polyclerk.spi.message.ConnectionId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's settings for one adapter. The manifest says which settings there are; core refuses unknown ones before an adapter
 * sees them.
 */
public record Connection(ConnectionId id, Map<String, String> settings) {

    public Connection {
        settings = Map.copyOf(settings);
    }

    /** The value of a setting, or null when the merchant left it empty and the manifest has no default. */
    public @Nullable String setting(String name) {
        String value = settings.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /**
     * The value of a setting that the adapter cannot work without.
     *
     * @throws AdapterException.CredentialsRejected when it is missing
     */
    public String requiredSetting(String name) {
        String value = setting(name);
        if (value == null) {
            throw new AdapterException.CredentialsRejected("setting '" + name + "' is missing");
        }
        return value;
    }

    /** Settings hold secrets, so they are never printed. */
    @Override
    public String toString() {
        return "Connection[" + id.value() + "]";
    }
}
