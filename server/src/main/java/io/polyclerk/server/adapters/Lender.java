package io.polyclerk.server.adapters;

import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.App;
import io.polyclerk.spi.CredentialVault;
import io.polyclerk.spi.KeyValueStore;
import io.polyclerk.spi.message.ConnectionId;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Puts together what a connection's adapter is lent. */
public final class Lender {

    private final HttpClient http;
    private final Clock clock;
    private final Function<ConnectionId, KeyValueStore> caches;
    private final Function<ConnectionId, CredentialVault> vaults;
    private final DataFolder data;

    /** @param executor runs what the HTTP client does in the background */
    public Lender(
            Executor executor,
            Clock clock,
            Function<ConnectionId, KeyValueStore> caches,
            Function<ConnectionId, CredentialVault> vaults,
            DataFolder data) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                // A redirect would lead to hosts that nobody declared.
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(executor)
                .build();
        this.clock = clock;
        this.caches = caches;
        this.vaults = vaults;
        this.data = data;
    }

    public AdapterContext contextFor(ConnectionId connection, Manifest manifest, Map<String, String> settings) {
        Path home = data.folder("adapters", connection.value());
        return new AdapterContext(
                new LentHttpClient(http, EgressPolicy.of(manifest, settings)),
                clock,
                caches.apply(connection),
                uploadsOf(connection),
                home,
                vaults.apply(connection));
    }

    /** What the app of an adapter is lent. */
    public App app(Manifest manifest, Map<String, String> settings, KeyValueStore memory) {
        return new App(settings, new LentHttpClient(http, EgressPolicy.ofApp(manifest, settings)), clock, memory);
    }

    /** Where files for a connection are kept. */
    public UploadFolder uploadsOf(ConnectionId connection) {
        return new UploadFolder(data.root().resolve("media").resolve(connection.value()));
    }
}
