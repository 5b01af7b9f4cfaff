package io.polyclerk.spi;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What the server lends to an adapter.
 *
 * @param http limited in time and to the hosts that the manifest names
 * @param clock the only source of the current time
 * @param cache small values shared by all nodes, such as access tokens
 * @param uploads files that the server took in for this connection
 * @param home a folder that belongs to this connection alone and survives restarts
 * @param credentials of a connection that was installed from the platform
 */
public record AdapterContext(
        HttpClient http, Clock clock, KeyValueStore cache, Uploads uploads, Path home, CredentialVault credentials) {

    /** For a connection whose settings hold all that is needed. */
    public AdapterContext(HttpClient http, Clock clock, KeyValueStore cache, Uploads uploads, Path home) {
        this(http, clock, cache, uploads, home, CredentialVault.NONE);
    }
}
