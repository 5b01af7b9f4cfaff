package io.polyclerk.server.install;

import io.polyclerk.spi.Credential;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where installations are kept; what is secret is sealed. Thread-safe. */
public interface InstallationStore {

    /** What lets one shop connect itself. */
    record Invitation(String adapter, String merchant, Instant until) {}

    void invite(String codeHash, Invitation invitation);

    /** The invitation, once: whoever comes second finds none. */
    Optional<Invitation> takeInvitation(String codeHash, String adapter, Instant now);

    /** @param nonceHash of what the platform hands back; null when the platform itself began */
    void add(Installed begun, @Nullable String nonceHash, @Nullable Instant nonceUntil);

    /** The installation that this nonce belongs to, once and in time. It has arrived then. */
    Optional<Installed> arrive(String adapter, String nonceHash, Instant now);

    /** Keeps everything but the credential and the key. */
    void save(Installed changed);

    /** @param keyHash of the key with which the shop's own plugin asks; null takes it away */
    void saveKey(String id, @Nullable String keyHash);

    /** Keeps a credential that nobody else is renewing; null ends it. */
    void saveCredential(String id, @Nullable Credential credential, Instant now);

    Optional<Installed> find(String id);

    /** The shop's installation that is or was active, the newest first. */
    Optional<Installed> ofShop(String adapter, String shop);

    Optional<Installed> ofKey(String keyHash);

    Optional<Installed> ofStore(ConnectionId store);

    /** Newest first. */
    List<Installed> all(int limit);

    /** Active ones whose credential was last renewed before that moment. */
    List<Installed> notRenewedSince(Instant moment);
}
