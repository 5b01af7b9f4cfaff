package io.polyclerk.spi;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of this server is to a platform: one app, installed by many merchants.
 *
 * @param settings of the app, as the manifest's {@code app} declares them; empty where the platform knows no apps
 * @param http limited in time and to the hosts that the manifest names
 * @param clock the only source of the current time
 * @param memory small values that belong to the app and to no merchant, such as its access token; sealed, the same for all nodes
 */
@Incubating
public record App(Map<String, String> settings, HttpClient http, Clock clock, KeyValueStore memory) {

    public App {
        settings = Map.copyOf(settings);
    }

    /** An app that needs to remember nothing. */
    public App(Map<String, String> settings, HttpClient http, Clock clock) {
        this(settings, http, clock, Forgetful.INSTANCE);
    }

    private enum Forgetful implements KeyValueStore {
        INSTANCE;

        @Override
        public Optional<String> get(String key) {
            return Optional.empty();
        }

        @Override
        public void put(String key, String value, Duration timeToLive) {
            // Whoever needs it again asks again.
        }
    }

    /** The value of a setting, or null when it is empty. */
    public @Nullable String setting(String name) {
        String value = settings.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** @throws AdapterException.CredentialsRejected when it is missing */
    public String requiredSetting(String name) {
        String value = setting(name);
        if (value == null) {
            throw new AdapterException.CredentialsRejected("the app's setting '" + name + "' is missing");
        }
        return value;
    }

    /** Settings hold secrets, so they are never printed. */
    @Override
    public String toString() {
        return "App";
    }
}
