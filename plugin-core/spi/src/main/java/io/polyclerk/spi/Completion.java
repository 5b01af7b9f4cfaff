package io.polyclerk.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of an installation. */
@Incubating
public sealed interface Completion {

    /**
     * The merchant agreed.
     *
     * @param state the nonce of {@link Installation.Start}; null when the platform itself began
     * @param shop the shop that the platform vouches for; null when it vouches for none, so that only the state tells
     * @param settings for the connection; may hold secrets
     * @param credential that ends and is renewed; null when the settings hold one that stays
     * @param facts for the shop's own plugin, such as the id of a key that it removes when it is uninstalled; no secrets
     */
    record Granted(
            @Nullable String state,
            @Nullable String shop,
            Map<String, String> settings,
            @Nullable Credential credential,
            Map<String, String> facts)
            implements Completion {
        public Granted {
            settings = Map.copyOf(settings);
            facts = Map.copyOf(facts);
        }

        /** Settings hold secrets, so they are never printed. */
        @Override
        public String toString() {
            return "Granted[" + shop + "]";
        }
    }

    /**
     * Not genuine, or not readable.
     *
     * @param status the HTTP status that is answered, 4xx
     * @param reason for the log and a counter; never sent to the caller
     */
    record Rejected(int status, String reason) implements Completion {}
}
